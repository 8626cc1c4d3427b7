import { definition } from '@echoai/automation/nodes/send_message/definition';
import { sendMessage } from '../../conversation/actions/sendMessage.ts';
import { defineAction } from './action.ts';
import { conversationOf, isFilledIn } from './inConversation.ts';

export const action = defineAction(definition, {
  async inside(tx, { config, step }) {
    const { id } = await sendMessage(tx, {
      organisationId: step.organisationId,
      sessionId: conversationOf(step),
      text: config.text,
      author: 'automation',
      repeatsVisitor: isFilledIn(step, config, 'text'),
    });
    return { outcome: 'next', output: { messageId: id } };
  },
});
