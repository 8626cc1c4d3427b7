import { describe, expect, it } from 'vitest';
import { prepareMove, type Standing } from './move.ts';
import { nodeDefinitions as definitions } from './nodes/index.ts';
import { rootTypes as roots } from './scope.ts';
import { graphOf } from './testing/graph.ts';

type Nodes = Parameters<typeof graphOf>[0];

const nodes: Nodes = {
  begin: 'message_received',
  ask: { kind: 'ask_visitor', question: 'Which order?' },
  rest: { kind: 'wait', until: { mode: 'duration', duration: { amount: 1, unit: 'days' } } },
  tell: { kind: 'notify_team', title: 'Order {{ steps.ask.answer }}' },
};
const edges = ['begin>ask', 'ask.answered>rest', 'rest>tell'];
const build = (changed: Nodes = {}, ways = edges) =>
  graphOf({ ...nodes, ...changed }, ways, definitions);
const first = build();

/** Of an execution of `first` that asked, and rests now. */
const resting: Standing = {
  nodeId: 'rest',
  goesOn: 'waits',
  event: { text: 'Where is it?' },
  outputs: { begin: {}, ask: { answer: 'A1', messageId: 'msg_1' } },
  past: [
    { nodeId: 'begin', kind: 'message_received', outcome: 'next', version: 1 },
    { nodeId: 'ask', kind: 'ask_visitor', outcome: 'answered', version: 1 },
  ],
  version: 1,
};

function move(graph: ReturnType<typeof build>, standing: Partial<Standing> = {}, from = first) {
  const versions = new Map([[1, from]]);
  return prepareMove({ graph, versions, definitions, roots })({ ...resting, ...standing });
}

describe('an execution that waits can be moved', () => {
  it('to a version that changed only what comes later', () => {
    expect(move(build({ tell: { kind: 'notify_team', title: 'Now: {{ event.text }}' } }))).toBe(
      null,
    );
  });

  it('but not where its node is gone, of another kind, or left by other ways', () => {
    const without = graphOf(
      { begin: 'message_received', tell: { kind: 'notify_team', title: 'Hello' } },
      ['begin>tell'],
      definitions,
    );
    expect(move(without)).toBe('It has no node “REST”.');
    expect(move(build({ rest: { kind: 'notify_team', title: 'Hi' } }))).toBe(
      '“REST” is of another kind there.',
    );
    const asks = (choices: string[]): Nodes => ({
      rest: {
        kind: 'switch',
        cases: choices.map((id) => ({
          id,
          title: id,
          condition: { match: 'all', rules: [{ field: 'event.text', operator: 'exists' }] },
        })),
      },
    });
    expect(move(build(asks(['a', 'b'])), {}, build(asks(['a'])))).toBe(
      '“REST” has other ways out there.',
    );
  });

  it('not to one that reads what it passed without', () => {
    const more = build(
      {
        mail: { kind: 'ask_visitor', question: 'Your e-mail?', answerType: 'email' },
        tell: { kind: 'notify_team', title: '{{ steps.mail.answer }}' },
      },
      ['begin>ask', 'ask.answered>mail', 'mail.answered>rest', 'rest>tell'],
    );
    expect(move(more)).toBe('“TELL” reads steps.mail.answer, which it does not have.');
    const later = build(
      {
        mail: { kind: 'ask_visitor', question: 'Your e-mail?', answerType: 'email' },
        tell: { kind: 'notify_team', title: '{{ steps.mail.answer }}' },
      },
      ['begin>ask', 'ask.answered>rest', 'rest>mail', 'mail.answered>tell'],
    );
    expect(move(later)).toBe(null);
    const coping = build({
      tell: { kind: 'notify_team', title: 'x {{ steps.ask.answer | default: "none" }}' },
    });
    expect(move(coping, { outputs: {} })).toBe(null);
  });

  it('not to one that reads of the event what started it did not give', () => {
    const hooked = build({
      begin: { kind: 'webhook', sample: { order: 'A1' } },
      tell: { kind: 'notify_team', title: '{{ event.body.order }}' },
    });
    expect(move(hooked)).toBe('“TELL” reads event.body.order, which what started it did not give.');
    expect(move(hooked, { event: { body: { order: 'A1' } } })).toBe(null);
  });

  it('not to one that sends to an address that was checked by nobody on its way', () => {
    const mail = { kind: 'send_email', to: ['{{ steps.ask.answer }}'], subject: 'Hi', body: 'Hi' };
    const asking = { kind: 'ask_visitor', question: 'Your e-mail?', answerType: 'email' };
    const sends = build({ ask: asking, tell: mail });
    const unchecked = '“TELL” sends to steps.ask.answer, which it has not checked.';
    expect(move(sends)).toBe(unchecked);
    expect(move(sends, {}, build({ ask: asking }))).toBe(null);
    // The question that is open was asked as the old version asks it.
    const open = { ...resting, nodeId: 'ask', past: resting.past.slice(0, 1), outputs: {} };
    expect(move(sends, open)).toBe(unchecked);
    expect(move(sends, open, build({ ask: asking }))).toBe(null);
    expect(move(sends, { ...open, goesOn: 'retry' })).toBe(unchecked);
    expect(move(sends, { ...open, goesOn: 'anew' })).toBe(null);
  });
});

describe('an execution whose node is visited anew can go on', () => {
  it('with a node of another kind, but not without what that reads', () => {
    const standing: Partial<Standing> = { goesOn: 'anew', outputs: {} };
    expect(move(build({ rest: { kind: 'notify_team', title: 'Hi' } }), standing)).toBe(
      '“TELL” reads steps.ask.answer, which it does not have.',
    );
    const reads = build({
      rest: { kind: 'notify_team', title: '{{ steps.ask.answer }}' },
      tell: { kind: 'notify_team', title: 'Hi' },
    });
    expect(move(reads, standing)).toBe('“REST” reads steps.ask.answer, which it does not have.');
    expect(move(reads, { goesOn: 'anew' })).toBe(null);
  });
});
