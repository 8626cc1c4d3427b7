import { type AutomationTemplate, action, condition, graphOf, ifIt, trigger } from './template.ts';

export const leadCapture: AutomationTemplate = {
  id: 'collect-email',
  title: 'Collect an e-mail address',
  description:
    'Who asks for a quote or a call is asked for an address, which is stored with the visitor.',
  graph: graphOf(
    [
      trigger('message', 'A visitor asks for a quote', {
        kind: 'message_received',
        textContains: ['quote', 'call me', 'contact me'],
      }),
      condition('is_known', 'Is the address known?', ifIt('visitor.email', 'exists')),
      action('ask_email', 'Ask for the address', {
        kind: 'ask_visitor',
        question: 'Which e-mail address may we write to?',
        answerType: 'email',
        retryMessage: 'That does not look like an e-mail address. Could you check it?',
      }),
      action('store_email', 'Store the address', {
        kind: 'update_contact',
        email: '{{ steps.ask_email.answer }}',
      }),
      action('thank', 'Thank the visitor', {
        kind: 'send_message',
        text: 'Thank you. We will write to {{ steps.ask_email.answer }}.',
      }),
      action('tag_lead', 'Tag as a lead', { kind: 'tag_conversation', add: ['lead'] }),
    ],
    [
      'message>is_known',
      'is_known.true>tag_lead',
      'is_known.false>ask_email',
      'ask_email.answered>store_email',
      'store_email>thank',
      'thank>tag_lead',
    ],
  ),
};
