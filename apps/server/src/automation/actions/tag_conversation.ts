import { definition } from '@echoai/automation/nodes/tag_conversation/definition';
import {
  normaliseTag,
  type Tagged,
  tagConversations,
  untagConversation,
} from '../../conversation/actions/tagConversation.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { notFound } from '../../platform/errors.ts';
import { ActionError, defineAction } from './action.ts';
import { conversationOf } from './inConversation.ts';
import { together } from './together.ts';

export const action = defineAction(definition, {
  insideTogether: together({
    want: ({ config: { add, remove }, step }) => ({
      sessionId: conversationOf(step),
      add: add.map(normaliseTag),
      remove,
    }),
    perform: changeTags,
    conclude(tagged, { add }) {
      if (tagged.includes(null)) throw notFound('conversation');
      if (tagged.includes('full'))
        throw new ActionError('The conversation has 50 tags already.', { isPermanent: true });
      return { outcome: 'next', output: { tags: add } };
    },
  }),
});

interface Change {
  sessionId: string;
  add: string[];
  remove: string[];
}

/** The first tag of each in one statement, then the second, and so on. */
async function changeTags(tx: Transaction, changes: Change[]): Promise<(Tagged | null)[][]> {
  const results: (Tagged | null)[][] = changes.map(() => []);
  const most = Math.max(...changes.map(({ add }) => add.length));
  for (let place = 0; place < most; place++) {
    const having = changes.flatMap(({ sessionId, add }, index) => {
      const tag = add[place];
      return tag === undefined ? [] : [{ sessionId, tag, index }];
    });
    const tagged = await tagConversations(tx, having);
    for (const [at, { index }] of having.entries()) results[index]!.push(tagged[at]!);
  }
  for (const { sessionId, remove } of changes)
    for (const tag of remove) await untagConversation(tx, { sessionId, tag });
  return results;
}
