import { type AutomationTemplate, action, graphOf, trigger } from './template.ts';

export const handOver: AutomationTemplate = {
  id: 'hand-over',
  title: 'Hand over when somebody asks for a person',
  description: 'The visitor hears that somebody is coming, the chatbot falls silent, you are told.',
  needs: 'the intent “human”, which a new chatbot has',
  graph: graphOf(
    [
      trigger('asks', 'A visitor asks for a person', {
        kind: 'intent_detected',
        intents: ['human'],
        minimumConfidence: 0.6,
      }),
      action('hand_over', 'Hand over', {
        kind: 'hand_over',
        message: 'I am getting somebody for you.',
        note: '{{ event.text }}',
      }),
      action('alert', 'Tell the team', {
        kind: 'notify_team',
        title: 'A visitor asks for a person',
        text: '{{ event.text }}',
      }),
    ],
    ['asks>hand_over', 'hand_over>alert'],
  ),
};
