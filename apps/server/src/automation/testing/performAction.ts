import type { Execution } from '@echoai/contract';
import { graphOf } from './graph.ts';
import type { Workspace } from './workspace.ts';

/**
 * Runs a workflow of this one action by hand, which is tried once unless `config` says otherwise.
 * @returns its execution, when that is over or held, with the action's step and the secret of the
 *   workflow's webhook
 */
export async function performAction(
  { client, activate, run, until }: Workspace,
  config: { kind: string } & Record<string, unknown>,
  sessionId?: string,
): Promise<{ execution: Execution; step: Execution['steps'][number]; secret: string }> {
  const retry = { attempts: 1, delaySeconds: 0 };
  const graph = graphOf({ begin: { kind: 'manual' }, act: { retry, ...config } }, ['begin>act']);
  const workflowId = await activate(graph);
  const execution = await until(await run(workflowId, {}, sessionId));
  const step = execution.steps.find(({ nodeId }) => nodeId === 'act')!;
  const { webhook } = await client.workflows.get({ params: { workflowId } });
  return { execution, step, secret: webhook.secret! };
}
