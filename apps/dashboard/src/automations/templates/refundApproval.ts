import { type AutomationTemplate, action, graphOf, trigger } from './template.ts';

export const refundApproval: AutomationTemplate = {
  id: 'refund-approval',
  title: 'Have a refund approved by the team',
  description:
    'Who wants money back tells the order; your team approves or declines, and the visitor hears which.',
  graph: graphOf(
    [
      trigger('asks', 'A visitor wants a refund', {
        kind: 'message_received',
        textContains: ['refund', 'money back'],
      }),
      action('ask_order', 'Ask for the order', {
        kind: 'ask_visitor',
        question: 'I am sorry to hear that. Which order is it about?',
      }),
      action('tell', 'Say what happens', {
        kind: 'send_message',
        text: 'Thank you. I am asking the team, and write here as soon as they have decided.',
      }),
      action('approve', 'Ask the team', {
        kind: 'ask_approval',
        question: 'Refund order {{ steps.ask_order.answer }}? The visitor wrote: {{ event.text }}',
        timeout: { amount: 2, unit: 'days' },
      }),
      action('approved', 'Say yes', {
        kind: 'send_message',
        text: 'Good news: your refund for {{ steps.ask_order.answer }} is approved. {{ steps.approve.comment }}',
      }),
      action('declined', 'Say no', {
        kind: 'send_message',
        text: 'We cannot refund {{ steps.ask_order.answer }}. {{ steps.approve.comment }}',
      }),
      action('tag', 'Tag as refunded', { kind: 'tag_conversation', add: ['refund'] }),
      action('hand_over', 'Hand over', {
        kind: 'hand_over',
        message: 'That takes longer than it should. I am getting somebody for you.',
        note: 'Nobody decided about the refund of {{ steps.ask_order.answer }}.',
      }),
    ],
    [
      'asks>ask_order',
      'ask_order.answered>tell',
      'tell>approve',
      'approve.approved>approved',
      'approved>tag',
      'approve.declined>declined',
      'approve.timeout>hand_over',
    ],
  ),
};
