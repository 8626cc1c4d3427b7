import { buildScope } from '@echoai/automation';
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
  return buildScope({
    event: execution.event,
    visitor: known?.visitor ?? { id: execution.externalUserId },
    conversation: known?.conversation ?? { id: execution.sessionId },
    workflow: {
      id: workflow.id,
      name: execution.workflowName,
      version: workflow.version,
      timeZone: workflow.timeZone,
    },
    execution: { id: execution.id, startedAt: execution.createdAt },
    steps: outputs,
    now,
  });
}
