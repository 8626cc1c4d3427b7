import { type AutomationTemplate, action, condition, graphOf, trigger } from './template.ts';

export const followUp: AutomationTemplate = {
  id: 'follow-up',
  title: 'Follow up after three days',
  description: 'A visitor who was tagged as a lead gets an e-mail three days later.',
  needs: 'a mail server (SMTP), and visitors whose address is known',
  graph: graphOf(
    [
      trigger('tagged', 'A conversation is tagged as a lead', {
        kind: 'conversation_tagged',
        tag: 'lead',
      }),
      action('wait', 'Wait three days', {
        kind: 'wait',
        until: { mode: 'duration', duration: { amount: 3, unit: 'days' } },
      }),
      condition('check', 'Is there an address?', {
        kind: 'validate_data',
        value: 'visitor.email',
        check: 'email',
      }),
      action('write', 'Follow up', {
        kind: 'send_email',
        to: ['{{ visitor.email }}'],
        subject: 'Is there anything we can help with?',
        body: 'Hello {{ visitor.firstName | default: "there" }},\n\nyou asked us something a few days ago. Is there anything left that we can help you with? Simply answer this e-mail.',
      }),
      action('tag', 'Tag as followed up', { kind: 'tag_conversation', add: ['followed-up'] }),
    ],
    ['tagged>wait', 'wait>check', 'check.valid>write', 'write>tag'],
  ),
};
