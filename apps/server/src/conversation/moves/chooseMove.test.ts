import { describe, expect, it } from 'vitest';
import { acts } from '../../understanding/acts/acts.ts';
import { chooseMove } from './chooseMove.ts';
import { type Found, moveKinds, type Said, type TalkState } from './move.ts';

const question: Said = {
  act: null,
  confidence: 0,
  isAsking: true,
  language: 'en',
  mood: 0,
  wordCount: 6,
  reply: null,
};
const nothing: Found = {
  isSure: false,
  confidence: 0,
  ownWords: 'none',
  choices: [],
  isVague: false,
};
const sure: Found = { ...nothing, isSure: true, confidence: 0.9 };
const start: TalkState = { lastMove: null, hasAnswered: false, admissions: 0, angry: 0 };
const later: TalkState = { ...start, lastMove: 'answer', hasAnswered: true };

function choose({
  said,
  found = nothing,
  state = start,
}: {
  said: Partial<Said>;
  found?: Partial<Found>;
  state?: Partial<TalkState>;
}) {
  return chooseMove({
    said: { ...question, confidence: 0.95, ...said },
    found: { ...nothing, ...found },
    state: { ...start, ...state },
  });
}

describe('the move', () => {
  it('answers what the knowledge holds, and admits what it does not', () => {
    expect(choose({ said: {}, found: sure })).toBe('answer');
    expect(choose({ said: {} })).toBe('admitIgnorance');
  });

  it('cares for people in need before everything else', () => {
    expect(choose({ said: { act: 'distress' }, found: sure })).toBe('care');
    expect(choose({ said: { act: 'bereavement' }, found: sure, state: later })).toBe('care');
    expect(choose({ said: { act: 'distress', confidence: 0.6, mood: -0.3 } })).toBe('care');
  });

  it('takes nobody in a good mood for somebody in need, unless they plainly say so', () => {
    const said = { act: 'distress', confidence: 0.6, mood: 0.4, isAsking: false } as const;
    expect(choose({ said })).not.toBe('care');
    expect(choose({ said: { ...said, confidence: 0.95 } })).toBe('care');
  });

  it('hands over to who asks for a person, also where the knowledge has something', () => {
    expect(choose({ said: { act: 'wantsPerson' }, found: sure })).toBe('handOver');
    expect(choose({ said: { act: 'wantsPerson', confidence: 0.6 } })).toBe('handOver');
    expect(choose({ said: { act: 'wantsPerson', confidence: 0.6 }, found: sure })).toBe('answer');
  });

  it('takes yes and no for replies to an offer, and to nothing else', () => {
    const offered = { ...later, lastMove: 'offerPerson' as const };
    expect(choose({ said: { reply: 'yes' }, state: offered })).toBe('handOver');
    expect(choose({ said: { reply: 'no' }, state: offered })).toBe('declinePerson');
    expect(choose({ said: { reply: 'yes' }, found: sure, state: later })).toBe('answer');
  });

  it('offers a person at the second admission of ignorance, and at the second angry message', () => {
    const ignorant = { ...later, admissions: 1 };
    expect(choose({ said: {}, state: ignorant })).toBe('offerPerson');
    expect(choose({ said: {}, found: sure, state: ignorant })).toBe('answer');
    const angry = { said: { act: 'complaint', mood: -0.6 } as const, found: sure };
    expect(choose(angry)).toBe('meetComplaint');
    expect(choose({ ...angry, state: { ...later, angry: 1 } })).toBe('offerPerson');
  });

  it('offers once, and not again right after', () => {
    const state = { ...later, lastMove: 'offerPerson' as const, admissions: 2, angry: 2 };
    expect(choose({ said: {}, state })).toBe('admitIgnorance');
  });

  it('talks about the conversation once there is one', () => {
    expect(choose({ said: { act: 'repeat' }, state: later })).toBe('tellConversation');
    expect(choose({ said: { act: 'repeat' } })).toBe('admitIgnorance');
    expect(choose({ said: { act: 'whatDoYouMean' }, found: sure, state: later })).toBe('answer');
  });

  it('tells what visitors said of themselves before what the business says', () => {
    expect(choose({ said: { act: 'asksMemory' }, found: sure })).toBe('tellRemembered');
    expect(choose({ said: { act: 'asksMemory', confidence: 0.6 }, found: sure })).toBe('answer');
    expect(choose({ said: {}, found: { ...sure, ownWords: 'plainly' } })).toBe('tellRemembered');
    expect(choose({ said: {}, found: { ownWords: 'perhaps' } })).toBe('tellRemembered');
    expect(choose({ said: {}, found: { ...sure, ownWords: 'perhaps' } })).toBe('answer');
  });

  it('acknowledges what visitors say, and answers what they ask in the same message', () => {
    const told = { act: 'tellsSomething', isAsking: false } as const;
    expect(choose({ said: told, found: sure })).toBe('acknowledge');
    expect(choose({ said: { ...told, isAsking: true }, found: sure })).toBe('answer');
    expect(choose({ said: { ...told, isAsking: true } })).toBe('acknowledge');
  });

  it('meets bad news like a complaint where the knowledge plainly helps', () => {
    const said = { act: 'tellsSomething', isAsking: false, mood: -0.6 } as const;
    expect(choose({ said, found: sure })).toBe('meetComplaint');
    expect(choose({ said, found: { ...sure, confidence: 0.6 } })).toBe('acknowledge');
    expect(choose({ said: { ...said, mood: 0 }, found: sure })).toBe('acknowledge');
  });

  it('keeps a complaint open until another act closes it', () => {
    const state = { ...later, lastMove: 'meetComplaint' as const };
    expect(choose({ said: {}, found: sure, state })).toBe('meetComplaint');
    expect(choose({ said: { act: 'thanks', isAsking: false }, state })).toBe('smallTalk');
  });

  it('does not take a question for small talk that the knowledge answers', () => {
    expect(choose({ said: { act: 'whoAreYou', confidence: 0.6 }, found: sure })).toBe('answer');
    expect(choose({ said: { act: 'whoAreYou', confidence: 0.95 }, found: sure })).toBe('smallTalk');
    expect(choose({ said: { act: 'greeting', isAsking: false }, found: sure })).toBe('smallTalk');
  });

  it('declines orders to the bot, and other topics unless the knowledge has them', () => {
    expect(choose({ said: { act: 'ordersToBot' }, found: sure })).toBe('decline');
    expect(choose({ said: { act: 'offTopic' }, found: { ...sure, confidence: 0.6 } })).toBe(
      'decline',
    );
    expect(choose({ said: { act: 'offTopic' }, found: { ...sure, confidence: 0.95 } })).toBe(
      'answer',
    );
  });

  it('asks back where a question may mean several things, or a message says too little', () => {
    expect(choose({ said: {}, found: { ...sure, choices: ['Shoes', 'Bag'] } })).toBe('askBack');
    expect(choose({ said: {}, found: { ...sure, isVague: true } })).toBe('askBack');
    expect(choose({ said: { isAsking: false } })).toBe('askBack');
  });

  it('is one of the kinds in every moment', () => {
    for (const act of [null, ...acts])
      for (const found of [nothing, sure])
        for (const lastMove of [null, ...moveKinds])
          for (const isAsking of [true, false])
            expect(moveKinds).toContain(
              choose({ said: { act, isAsking }, found, state: { ...later, lastMove } }),
            );
  });
});
