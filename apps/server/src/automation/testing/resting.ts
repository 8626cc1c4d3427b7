import type { WorkflowGraph } from '@echoai/contract';
import { graphOf } from './graph.ts';
import type { Workspace } from './workspace.ts';

/** Of the node "Wait". */
export const day = { mode: 'duration', duration: { amount: 1, unit: 'days' } };

/** Rests for a day and then tells the team. */
export const resting = (title: string) =>
  graphOf(
    {
      begin: { kind: 'manual' },
      rest: { kind: 'wait', until: day },
      tell: { kind: 'notify_team', title },
    },
    ['begin>rest', 'rest>tell'],
  );

/** Makes a version of a graph. */
export async function publish(
  { client }: Workspace,
  {
    workflowId,
    graph,
    waiting = 'stay',
  }: { workflowId: string; graph: WorkflowGraph; waiting?: 'stay' | 'move' },
) {
  const params = { workflowId };
  await client.workflows.update({ params, body: { graph } });
  return client.workflows.activate({ params, body: { waiting } });
}

/** @returns the id of an execution that waits */
export async function beginToWait({ run, until }: Workspace, workflowId: string): Promise<string> {
  const id = await run(workflowId);
  await until(id, ['waiting']);
  return id;
}
