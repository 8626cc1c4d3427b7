import type { Client, Execution, WorkflowGraph } from '@echoai/contract';
import { eventually, type TestServer } from '../../testing/testServer.ts';
import { compileWorkflow, requireGraph, requireMachine } from '../compileWorkflow.ts';
import { activate } from '../workflowRoutes.ts';
import { readWorkflow } from '../workflowStore.ts';

const over: Execution['status'][] = ['completed', 'failed', 'held', 'cancelled'];

/** An organisation with a chatbot, and what tests of its workflows do again and again. */
export async function openWorkspace(server: TestServer) {
  const { organisationId, secretKey, client } = await server.createOrganisation();
  const { id: chatbotId, publishableKey: key } = await client.chatbots.create({
    body: { name: 'Bot' },
  });
  const read = (executionId: string) => client.executions.get({ params: { executionId } });
  const workspace = {
    organisationId,
    secretKey,
    client,
    chatbotId,
    key,
    read,
    /** @returns the id of a new workflow that runs */
    async activate(graph: WorkflowGraph, name = 'Test'): Promise<string> {
      const { id: workflowId } = await client.workflows.create({ body: { name, graph } });
      await client.workflows.activate({ params: { workflowId }, body: {} });
      return workflowId;
    },
    /** Activates the draft without checking that what it names is there, as if it had been removed since. */
    publishUnchecked: (workflowId: string) =>
      server.database.withOrganisation(organisationId, async (tx) => {
        const { draft } = await readWorkflow(tx, workflowId);
        const compiled = await compileWorkflow(tx, { id: workflowId, graph: draft });
        await activate(tx, {
          id: workflowId,
          organisationId,
          createdBy: null,
          publishedBy: null,
          graph: requireGraph(compiled),
          machine: requireMachine(compiled),
        });
      }),
    /** The same of a new workflow. @returns its id */
    async activateUnchecked(graph: WorkflowGraph, name = 'Test'): Promise<string> {
      const { id: workflowId } = await client.workflows.create({ body: { name, graph } });
      await workspace.publishUnchecked(workflowId);
      return workflowId;
    },
    async run(workflowId: string, input: Record<string, unknown> = {}, sessionId?: string) {
      const body = { input, ...(sessionId ? { sessionId } : {}) };
      return (await client.workflows.run({ params: { workflowId }, body })).executionId;
    },
    /** The execution once it has one of the statuses. */
    until: (executionId: string, statuses = over) =>
      eventually(async () => {
        const execution = await read(executionId);
        return statuses.includes(execution.status) && execution;
      }),
    /** The latest execution of a workflow once it has one of the statuses. */
    latest: (workflowId: string, statuses = over) => latest(client, workflowId, statuses),
  };
  return workspace;
}
export type Workspace = Awaited<ReturnType<typeof openWorkspace>>;

function latest(client: Client, workflowId: string, statuses: Execution['status'][]) {
  return eventually(async () => {
    const { items } = await client.executions.list({ query: { workflowId } });
    const [first] = items;
    if (!first || !statuses.includes(first.status)) return null;
    return client.executions.get({ params: { executionId: first.id } });
  });
}

/** Nodes that were visited, each with the way that it was left by. */
export function pathOf({ steps }: Execution): string[] {
  return steps.map(({ nodeId, outcome }) => (outcome ? `${nodeId}.${outcome}` : nodeId));
}
