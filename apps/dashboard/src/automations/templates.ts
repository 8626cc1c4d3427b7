import type { WorkflowGraph, WorkflowNode } from '@echoai/contract';

/** An automation to begin with. */
export interface AutomationTemplate {
  id: string;
  title: string;
  description: string;
  graph: WorkflowGraph;
}

/** What most owners want first; each works as it is, and is there to be changed. */
export const templates: AutomationTemplate[] = [
  {
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
        condition('is_known', 'Is the address known?', {
          kind: 'if',
          condition: { match: 'all', rules: [{ field: 'visitor.email', operator: 'exists' }] },
        }),
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
  },
  {
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
        condition('is_told', 'Does the team know already?', {
          kind: 'if',
          condition: {
            match: 'all',
            rules: [{ field: 'conversation.tags', operator: 'list_contains', value: 'alerted' }],
          },
        }),
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
  },
  {
    id: 'hand-over',
    title: 'Hand over when somebody asks for a person',
    description:
      'The visitor hears that somebody is coming, the chatbot falls silent, you are told.',
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
  },
];

type Config = WorkflowNode['data']['config'];
type NodeWithoutPlace = Omit<WorkflowNode, 'position'>;

/** @param edges as `from>to`, or `from.outcome>to` */
function graphOf(nodes: NodeWithoutPlace[], edges: string[]): WorkflowGraph {
  return {
    nodes: nodes.map((node, place) => ({ ...node, position: { x: 0, y: place * 140 } })),
    edges: edges.map((id) => {
      const [from = '', target = ''] = id.split('>');
      const [source = '', sourceHandle] = from.split('.');
      return { id, source, target, ...(sourceHandle ? { sourceHandle } : {}) };
    }),
  };
}

function trigger(id: string, label: string, config: Config): NodeWithoutPlace {
  return { id, type: 'trigger', data: { label, config } };
}

function condition(id: string, label: string, config: Config): NodeWithoutPlace {
  return { id, type: 'condition', data: { label, config } };
}

function action(id: string, label: string, config: Config): NodeWithoutPlace {
  return { id, type: 'action', data: { label, config } };
}
