import type { z } from 'zod';
import { inMilliseconds } from '../duration.ts';
import type { definition as askApproval } from '../nodes/ask_approval/definition.ts';
import type { definition as handOver } from '../nodes/hand_over/definition.ts';
import type { definition as httpRequest } from '../nodes/http_request/definition.ts';
import type { definition as loop } from '../nodes/loop/definition.ts';
import { nextItem } from '../nodes/loop/nextItem.ts';
import type { definition as setContactProperty } from '../nodes/set_contact_property/definition.ts';
import type { definition as tagConversation } from '../nodes/tag_conversation/definition.ts';
import type { definition as updateContact } from '../nodes/update_contact/definition.ts';
import type { definition as wait } from '../nodes/wait/definition.ts';
import { resumeAt } from '../nodes/wait/resumeAt.ts';
import { askVisitor } from './askVisitor.ts';
import { withContact, withProperty, withTags } from './changes.ts';
import { exampleOf } from './exampleOf.ts';
import { failed, type Perform } from './visit.ts';

/** Goes well, and gives an example of its output. */
export const act: Perform = ({ node: { reading }, config, world }) => {
  const { id } = reading.outcomes[0]!;
  const output = exampleOf(reading.outputs.get(id) ?? null, world.now);
  return { outcome: id, output, effects: [config as object] };
};

/** Actions that do more than `act`, by kind. */
export const performers: Record<string, Perform> = {
  ask_approval: ofKind<typeof askApproval>(({ config, world }) => ({
    outcome: 'timeout',
    output: {},
    world: { now: new Date(world.now.getTime() + inMilliseconds(config.timeout)) },
    effects: [config],
  })),

  ask_visitor: inConversation(askVisitor as Perform),

  hand_over: inConversation(
    ofKind<typeof handOver>((visit) => {
      const conversation = { ...visit.world.conversation, answeredBy: 'person' as const };
      return { ...act(visit), world: { conversation } };
    }),
  ),

  http_request: ofKind<typeof httpRequest>((visit) => {
    const output = { status: 200, headers: {}, body: visit.config.sample ?? null };
    return { ...act(visit), output };
  }),

  loop: ofKind<typeof loop>(({ node, config, scope }) => {
    const { steps } = scope;
    const went = nextItem(config, Object.hasOwn(steps, node.id) ? steps[node.id] : undefined);
    return 'error' in went ? failed(went.error) : went;
  }),

  send_message: inConversation(act),

  set_contact_property: ofContact(
    ofKind<typeof setContactProperty>((visit) => {
      const { name, value } = visit.config;
      const visitor = withProperty(visit.world.visitor!, name, value);
      return typeof visitor === 'string' ? failed(visitor) : { ...act(visit), world: { visitor } };
    }),
  ),

  tag_conversation: inConversation(
    ofKind<typeof tagConversation>((visit) => {
      const conversation = withTags(visit.world.conversation!, visit.config);
      if (typeof conversation === 'string') return failed(conversation);
      return { ...act(visit), output: { tags: visit.config.add }, world: { conversation } };
    }),
  ),

  update_contact: ofContact(
    ofKind<typeof updateContact>((visit) => {
      const visitor = withContact(visit.world.visitor!, visit.config);
      return typeof visitor === 'string' ? failed(visitor) : { ...act(visit), world: { visitor } };
    }),
  ),

  wait: ofKind<typeof wait>(({ config, scope, world }) => {
    const now = resumeAt(config.until, world.now, scope.workflow.timeZone);
    return now
      ? { outcome: 'next', output: { resumedAt: now.toISOString() }, world: { now } }
      : failed('The business never opens by these hours.');
  }),
};

/** Keeps the type of a kind's configuration. */
function ofKind<Definition extends { config: z.ZodType }>(
  perform: Perform<z.output<Definition['config']>>,
): Perform {
  return perform as Perform;
}

function inConversation(perform: Perform): Perform {
  return (visit) =>
    visit.world.conversation
      ? perform(visit)
      : failed('There is no conversation here: what started the workflow is about none.');
}

function ofContact(perform: Perform): Perform {
  return (visit) =>
    visit.world.visitor
      ? perform(visit)
      : failed('There is no contact here: what started the workflow is about none.');
}
