import { type AutomationTemplate, action, condition, graphOf, ifIt, trigger } from './template.ts';

export const escalation: AutomationTemplate = {
  id: 'escalation',
  title: 'Escalate what nobody answers',
  description:
    'A conversation that was handed to your team and is silent for a quarter of an hour is told again, once.',
  needs: 'an address for the e-mail, if there is to be one (SMTP)',
  graph: graphOf(
    [
      trigger('silent', 'Nobody writes', { kind: 'conversation_idle', minutes: 15 }),
      condition(
        'is_ours',
        'Does a person answer it?',
        ifIt('conversation.answeredBy', 'equals', 'person'),
      ),
      condition(
        'is_told',
        'Was it told already?',
        ifIt('conversation.tags', 'list_contains', 'escalated'),
      ),
      action('tag', 'Tag as escalated', { kind: 'tag_conversation', add: ['escalated'] }),
      action('say', 'Ask for patience', {
        kind: 'send_message',
        text: 'Thank you for waiting. I have told the team again.',
      }),
      action('alert', 'Tell the team again', {
        kind: 'notify_team',
        title: 'A visitor still waits for a person',
        text: '{{ conversation.lastMessage.text }}',
      }),
      action('leave', 'Leave it', { kind: 'end' }),
    ],
    [
      'silent>is_ours',
      'is_ours.false>leave',
      'is_ours.true>is_told',
      'is_told.true>leave',
      'is_told.false>tag',
      'tag>say',
      'say>alert',
    ],
  ),
};
