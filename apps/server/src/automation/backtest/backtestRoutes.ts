import { nodeDefinitions } from '@echoai/automation';
import { api, domainEvents, type WorkflowGraph } from '@echoai/contract';
import type { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors.ts';
import type { Implement } from '../../platform/http/api.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import { compileWorkflow, requireGraph, requireMachine } from '../compileWorkflow.ts';
import { readWorkflow } from '../workflowStore.ts';
import { backtestJob } from './backtestJob.ts';
import * as store from './backtestStore.ts';

/** Backtests over the API. */
export function addBacktestRoutes({
  implement,
  database,
  jobs,
}: {
  implement: Implement;
  database: Database;
  jobs: Jobs;
}): void {
  implement(api.backtests.create, ({ operator, params: { workflowId }, body }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const { organisationId, user } = operator;
      const { draft, activeVersion } = await readWorkflow(tx, workflowId);
      const [from, to] = [new Date(body.from), new Date(body.to)];
      if (from >= to)
        throw new AppError('invalid-request', 'The period must end after its beginning.');
      const compiled = await compileWorkflow(tx, { id: workflowId, graph: body.graph ?? draft });
      const graph = requireGraph(compiled);
      const machine = requireMachine(compiled);
      requireStoredTrigger(graph);
      const backtest = await store.insertBacktest(tx, {
        ...{ organisationId, workflowId, graph, machine },
        from: from.toISOString(),
        to: to.toISOString(),
        publishedVersion: activeVersion,
        createdBy: user?.name ?? null,
      });
      await jobs.enqueue(tx, backtestJob, { organisationId, backtestId: backtest.id });
      return backtest;
    }),
  );

  implement(api.backtests.list, ({ operator, params: { workflowId } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      await readWorkflow(tx, workflowId);
      return { items: await store.listBacktests(tx, workflowId) };
    }),
  );

  implement(api.backtests.get, ({ operator, params }) =>
    database.withOrganisation(operator.organisationId, (tx) => store.readBacktest(tx, params)),
  );

  implement(api.backtests.cancel, ({ operator, params }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      await store.readBacktest(tx, params);
      await store.cancelBacktest(tx, params);
      return store.readBacktest(tx, params);
    }),
  );
}

/**
 * What starts a workflow must have been stored, or nobody knows when it would have.
 * @throws {AppError} `invalid-request`
 */
export function requireStoredTrigger({ nodes }: WorkflowGraph): void {
  const trigger = nodes.find(({ type }) => type === 'trigger')!;
  const { title, event } = nodeDefinitions[trigger.data.config.kind]!;
  if (event && Object.hasOwn(domainEvents, event)) return;
  throw new AppError(
    'invalid-request',
    `No stored event starts “${title}”, so the past does not say when it would have started. Simulate it with a sample instead.`,
  );
}
