import type { Visit } from './performStep.ts';

/** What templates and conditions of a node may ask: the variables of the docs. */
export async function scopeOf({
  execution,
  workflow,
  node,
  outputs,
  facts,
  now,
}: Visit): Promise<object> {
  const known = node.readsFacts ? await facts.of(execution.sessionId) : null;
  const { id, firstName, lastName, ...visitor } = known?.visitor ?? nobody;
  const name = [firstName, lastName].filter(Boolean).join(' ') || null;
  return {
    event: execution.event,
    visitor: { id: id ?? execution.externalUserId, firstName, lastName, name, ...visitor },
    conversation: { ...known?.conversation, lastMessage: known?.lastMessage ?? null },
    workflow: { id: workflow.id, name: workflow.name, version: workflow.version },
    execution: { id: execution.id, startedAt: execution.createdAt },
    steps: outputs,
    now,
  };
}

const nobody = {
  id: null,
  email: null,
  emailProven: false,
  firstName: null,
  lastName: null,
  properties: {},
};
