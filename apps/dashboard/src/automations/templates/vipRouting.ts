import { type AutomationTemplate, action, condition, graphOf, ifIt, trigger } from './template.ts';

export const vipRouting: AutomationTemplate = {
  id: 'vip-routing',
  title: 'Send important customers to a person',
  description: 'A conversation of a customer with the plan “vip” goes to your team at once.',
  needs: 'the property “plan” of your customers, as your site tells it',
  graph: graphOf(
    [
      trigger('starts', 'A conversation starts', { kind: 'conversation_started' }),
      condition(
        'is_vip',
        'Is it an important one?',
        ifIt('visitor.properties.plan', 'equals', 'vip'),
      ),
      action('tag', 'Tag as VIP', { kind: 'tag_conversation', add: ['vip'] }),
      action('hand_over', 'Hand over', {
        kind: 'hand_over',
        message: 'Welcome back. I am getting somebody for you.',
      }),
      action('alert', 'Tell the team', {
        kind: 'notify_team',
        title: 'A VIP is writing',
        text: '{{ visitor.name | default: "Somebody" }} waits for you.',
      }),
      action('leave', 'Leave it to the chatbot', { kind: 'end' }),
    ],
    ['starts>is_vip', 'is_vip.true>tag', 'tag>hand_over', 'hand_over>alert', 'is_vip.false>leave'],
  ),
};
