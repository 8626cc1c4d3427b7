import { definition } from '@echoai/automation/nodes/hand_over/definition';
import { handOver } from '../../conversation/actions/handOver.ts';
import { sendMessage } from '../../conversation/actions/sendMessage.ts';
import { defineAction } from './action.ts';
import { conversationOf, isFilledIn } from './inConversation.ts';

export const action = defineAction(definition, {
  async inside(tx, { config, step }) {
    const { message, note } = config;
    const { organisationId, workflowName } = step;
    const sessionId = conversationOf(step);
    if (message?.trim())
      await sendMessage(tx, {
        organisationId,
        sessionId,
        text: message,
        author: 'automation',
        repeatsVisitor: isFilledIn(step, config, 'message'),
      });
    await handOver(tx, { sessionId, reason: note?.trim() || `The workflow ${workflowName}` });
    return { outcome: 'next', output: {} };
  },
});
