import { type AutomationTemplate, action, condition, graphOf, ifIt, trigger } from './template.ts';

export const lowMood: AutomationTemplate = {
  id: 'unhappy-visitor',
  title: 'Alert the team about an unhappy visitor',
  description:
    'The first angry message of a conversation tags it, and the team gets a notification.',
  graph: graphOf(
    [
      trigger('mood', 'A visitor is unhappy', {
        kind: 'sentiment',
        when: { mode: 'below', threshold: -0.4 },
      }),
      condition(
        'is_told',
        'Does the team know already?',
        ifIt('conversation.tags', 'list_contains', 'alerted'),
      ),
      action('tag_alerted', 'Tag as alerted', { kind: 'tag_conversation', add: ['alerted'] }),
      action('alert', 'Alert the team', {
        kind: 'notify_team',
        title: 'A visitor is unhappy',
        text: '{{ event.text }}',
      }),
      action('leave', 'Leave it', { kind: 'end' }),
    ],
    ['mood>is_told', 'is_told.true>leave', 'is_told.false>tag_alerted', 'tag_alerted>alert'],
  ),
};
