import { ownTimeZone } from '../../builder/form/values.ts';
import {
  type AutomationTemplate,
  action,
  condition,
  graphOf,
  officeHours,
  trigger,
} from './template.ts';

export const outOfHours: AutomationTemplate = {
  id: 'out-of-hours',
  title: 'Say when nobody is there',
  description:
    'Who writes while you are closed hears when you open, and may leave an address for an answer.',
  needs: 'your opening hours',
  graph: graphOf(
    [
      trigger('starts', 'A conversation starts', {
        kind: 'conversation_started',
        timeZone: ownTimeZone(),
      }),
      condition('hours', 'Are we there?', { kind: 'business_hours', hours: officeHours }),
      action('ask_email', 'Offer an answer by e-mail', {
        kind: 'ask_visitor',
        question:
          'Our team is back on {{ steps.hours.nextOpening | date: "%A at %H:%M" }}. To which e-mail address may they answer?',
        answerType: 'email',
        attempts: 1,
        timeout: { amount: 1, unit: 'hours' },
      }),
      action('store_email', 'Store the address', {
        kind: 'update_contact',
        email: '{{ steps.ask_email.answer }}',
      }),
      action('tag', 'Tag for the morning', {
        kind: 'tag_conversation',
        add: ['out-of-hours'],
      }),
      action('alert', 'Tell the team', {
        kind: 'notify_team',
        title: 'Somebody wrote while you were closed',
        text: 'Answer to {{ steps.ask_email.answer }}.',
      }),
      action('leave', 'Leave it to the chatbot', { kind: 'end' }),
    ],
    [
      'starts>hours',
      'hours.open>leave',
      'hours.closed>ask_email',
      'ask_email.answered>store_email',
      'store_email>tag',
      'tag>alert',
    ],
  ),
};
