import { inMilliseconds } from '@echoai/automation';
import { askAgain } from '@echoai/automation/nodes/ask_visitor/askAgain';
import { definition } from '@echoai/automation/nodes/ask_visitor/definition';
import { readAnswer } from '@echoai/automation/nodes/ask_visitor/readAnswer';
import type { z } from 'zod';
import { closeQuestion, openQuestion } from '../../conversation/actions/openQuestion.ts';
import { readConversationFacts } from '../../conversation/actions/readConversationFacts.ts';
import { sendMessage } from '../../conversation/actions/sendMessage.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { defineAction, type Performed, type Step } from './action.ts';
import { conversationOf, isFilledIn } from './inConversation.ts';

type Config = z.output<typeof definition.config>;

/** `asked` counts the answers that did not fit; null until the question could be asked. */
interface State {
  asked: number | null;
  until: string;
}

/** Milliseconds until it tries again while another automation's question is open. */
const busyMs = 5_000;

export const action = defineAction(definition, {
  inside: (tx, { config, step }) => {
    const until = new Date(step.now.getTime() + inMilliseconds(config.timeout));
    return ask(tx, { config, step, until });
  },

  async resume(tx, { config, step, signal, state, until }) {
    const sessionId = conversationOf(step);
    const { asked, until: end } = state as State;
    if (asked === null) return ask(tx, { config, step, until: new Date(end) });
    const close = () => closeQuestion(tx, { sessionId, questionId: step.effectId });
    if (signal?.type !== 'reply') {
      await close();
      return { outcome: 'timeout', output: {} };
    }
    const facts = await readConversationFacts(tx, [sessionId]);
    const locale = facts.get(sessionId)?.conversation.locale ?? null;
    const answer = readAnswer(config, signal.text, locale);
    if (answer !== null) {
      await close();
      return { outcome: 'answered', output: { answer, messageId: signal.messageId } };
    }
    if (asked + 1 >= config.attempts) {
      await close();
      return { outcome: 'invalid', output: {} };
    }
    const text = askAgain(config);
    await sendMessage(tx, {
      organisationId: step.organisationId,
      sessionId,
      text,
      author: 'automation',
      repeatsVisitor: isFilledIn(step, config, 'retryMessage'),
    });
    return { until, for: 'reply', state: { asked: asked + 1, until: end } satisfies State };
  },

  async release(tx, { sessionId, effectId }) {
    if (sessionId) await closeQuestion(tx, { sessionId, questionId: effectId });
  },
});

async function ask(
  tx: Transaction,
  { config, step, until }: { config: Config; step: Step; until: Date },
): Promise<Performed> {
  if (until <= step.now) return { outcome: 'timeout', output: {} };
  const opened = await openQuestion(tx, {
    sessionId: conversationOf(step),
    questionId: step.effectId,
    text: config.question,
    choices: config.answerType === 'choice' ? config.choices : [],
    repeatsVisitor: isFilledIn(step, config, 'question'),
  });
  const end = until.toISOString();
  if (opened.isOpened)
    return { until, for: 'reply', state: { asked: 0, until: end } satisfies State };
  const soon = new Date(Math.min(step.now.getTime() + busyMs, until.getTime()));
  return { until: soon, for: 'time', state: { asked: null, until: end } satisfies State };
}
