import { type AutomationTemplate, action, condition, graphOf, ifIt, trigger } from './template.ts';

export const feedback: AutomationTemplate = {
  id: 'feedback',
  title: 'Ask for feedback after a conversation',
  description: 'When a real conversation has ended, its visitor is asked by e-mail how it went.',
  needs: 'a mail server (SMTP), and visitors whose address is known',
  graph: graphOf(
    [
      trigger('ends', 'A conversation ends', { kind: 'conversation_ended' }),
      condition(
        'is_real',
        'Was it more than a greeting?',
        ifIt('conversation.messageCount', 'greater_or_equal', 4),
      ),
      condition('check', 'Is there an address?', {
        kind: 'validate_data',
        value: 'visitor.email',
        check: 'email',
      }),
      action('write', 'Ask how it went', {
        kind: 'send_email',
        to: ['{{ visitor.email }}'],
        subject: 'How did we do?',
        body: 'Hello {{ visitor.firstName | default: "there" }},\n\nyou wrote with us today. Did you get what you needed? Simply answer this e-mail: we read every one.',
      }),
      action('leave', 'Leave it', { kind: 'end' }),
    ],
    ['ends>is_real', 'is_real.true>check', 'is_real.false>leave', 'check.valid>write'],
  ),
};
