import { definition } from '@echoai/automation/nodes/tag_conversation/definition';
import { tagConversation, untagConversation } from '../../conversation/actions/tagConversation.ts';
import { ActionError, defineAction } from './action.ts';
import { conversationOf } from './inConversation.ts';

export const action = defineAction(definition, {
  async inside(tx, { config: { add, remove }, step }) {
    const sessionId = conversationOf(step);
    for (const tag of add) {
      if ((await tagConversation(tx, { sessionId, tag })) === 'full')
        throw new ActionError('The conversation has 50 tags already.', { isPermanent: true });
    }
    for (const tag of remove) await untagConversation(tx, { sessionId, tag });
    return { outcome: 'next', output: { tags: add } };
  },
});
