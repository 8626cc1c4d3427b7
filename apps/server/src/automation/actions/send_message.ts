import { definition } from '@echoai/automation/nodes/send_message/definition';
import { sendMessage } from '../../conversation/actions/sendMessage.ts';
import { defineAction } from './action.ts';
import { conversationOf } from './inConversation.ts';

export const action = defineAction(definition, {
  async inside(tx, { config: { text }, step }) {
    const { organisationId } = step;
    const sessionId = conversationOf(step);
    const { id } = await sendMessage(tx, { organisationId, sessionId, text, author: 'automation' });
    return { outcome: 'next', output: { messageId: id } };
  },
});
