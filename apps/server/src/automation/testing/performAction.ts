import type { Client, Execution } from '@echoai/contract';
import { eventually } from '../../testing/testServer.ts';
import { graphOf } from './graph.ts';

type Step = Execution['steps'][number];

/**
 * Runs a workflow of this one action by hand, which is tried once.
 * @returns the action's step, when the execution is over or held, and the workflow's secret
 */
export async function performAction(
  client: Client,
  config: { kind: string } & Record<string, unknown>,
): Promise<{ execution: Execution; step: Step; secret: string }> {
  const retry = { attempts: 1, delaySeconds: 0 };
  const graph = graphOf({ begin: { kind: 'manual' }, act: { retry, ...config } }, ['begin>act']);
  const workflow = await client.workflows.create({ body: { name: 'Test', graph } });
  const params = { workflowId: workflow.id };
  await client.workflows.activate({ params, body: {} });
  const { executionId } = await client.workflows.run({ params, body: {} });
  const execution = await over(client, executionId);
  const step = execution.steps.find(({ nodeId }) => nodeId === 'act')!;
  return { execution, step, secret: workflow.webhook.secret };
}

/** An execution once it is over, or held. */
export function over(client: Client, executionId: string): Promise<Execution> {
  return eventually(async () => {
    const execution = await client.executions.get({ params: { executionId } });
    return ['completed', 'failed', 'held'].includes(execution.status) && execution;
  });
}
