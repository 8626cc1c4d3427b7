import type { WorkflowGraph } from '@echoai/contract/workflowGraph';
import { nodeDefinitions } from '../nodes/index.ts';
import { graphOf } from './graph.ts';

/**
 * A trigger and groups of ten nodes of real kinds: a question, the mood, a request, a loop over what
 * it gave, a wait, an e-mail to the answer, and an approval that may lead back to the question.
 */
export function realChain(groups: number): WorkflowGraph {
  const nodes: Parameters<typeof graphOf>[0] = { begin: 'message_received' };
  const edges: string[] = [];
  let before = 'begin';
  for (let group = 0; group < groups; group++) {
    const id = (name: string) => `${name}_${group}`;
    const answer = `steps.${id('ask')}.answer`;
    Object.assign(nodes, {
      [id('ask')]: { kind: 'ask_visitor', question: 'Your address?', answerType: 'email' },
      [id('mood')]: {
        kind: 'threshold',
        value: 'conversation.sentiment',
        bands: [{ id: 'low', title: 'Low', to: 0 }],
      },
      [id('sorry')]: {
        kind: 'send_message',
        text: `Sorry, {{ visitor.name }} ({{ ${answer} }})`,
      },
      [id('orders')]: {
        kind: 'http_request',
        url: `https://example.com/?of={{ ${answer} | url_encode }}`,
        sample: { items: [{ id: 'A-1024' }] },
      },
      [id('loop')]: { kind: 'loop', list: `{{ steps.${id('orders')}.body.items }}` },
      [id('keep')]: {
        kind: 'set_contact_property',
        name: 'order',
        value: `{{ steps.${id('loop')}.item.id }}`,
      },
      [id('wait')]: { kind: 'wait', until: { mode: 'time', time: '09:00', timeZone: 'UTC' } },
      [id('tag')]: { kind: 'tag_conversation', add: [id('done')] },
      [id('mail')]: {
        kind: 'send_email',
        to: [`{{ ${answer} }}`],
        subject: '{{ workflow.name }}',
        body: `{{ steps.${id('loop')}.count }} orders`,
      },
      [id('again')]: { kind: 'ask_approval', question: 'Once more?' },
    });
    for (const edge of [
      ...['ask.answered>mood', 'ask.timeout>again', 'mood.low>sorry', 'mood.other>orders'],
      ...['sorry>orders', 'orders>loop', 'orders.error>again', 'loop.each>keep', 'keep>loop'],
      ...['loop.done>wait', 'wait>tag', 'tag>mail', 'mail>again', 'again.declined>ask'],
    ]) {
      const [source, target] = edge.split('>') as [string, string];
      const [node, outcome = 'next'] = source.split('.') as [string, string?];
      edges.push(`${id(node)}.${outcome}>${id(target)}`);
    }
    edges.push(`${before}>${id('ask')}`);
    before = `${id('again')}.approved`;
  }
  return graphOf(nodes, edges, nodeDefinitions);
}
