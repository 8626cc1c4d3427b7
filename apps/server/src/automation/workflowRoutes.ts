import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { guaranteeOf, nodeDefinitions } from '@echoai/automation';
import { api, type Workflow, type WorkflowGraph } from '@echoai/contract';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Database, Transaction } from '../platform/database/database.ts';
import type { Implement } from '../platform/http/api.ts';
import { byId, byPosition, pageOfRows, readCursor } from '../platform/http/paging.ts';
import { newId } from '../platform/newId.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { Automation } from './automation.ts';
import { activationOf, compileWorkflow, requireGraph, requireMachine } from './compileWorkflow.ts';
import { cancelExecutions } from './executionActions.ts';
import { hashHookToken, openHookSecret, sealHookSecret } from './hookSecret.ts';
import { moveAllWaiting } from './moveExecutions.ts';
import {
  type References,
  readGraphWithReferences,
  readReferences,
} from './references/readReferences.ts';
import { simulateWorkflow } from './simulateWorkflow.ts';
import * as store from './workflowStore.ts';

const emptyGraph: WorkflowGraph = { nodes: [], edges: [] };

/** Workflows over the API: drafts, versions, and what runs. */
export function addWorkflowRoutes({
  implement,
  database,
  automation,
  config,
  secrets,
  references,
}: {
  implement: Implement;
  database: Database;
  automation: Automation;
  config: Pick<Config, 'publicUrl'>;
  secrets: Secrets;
  references: References;
}): void {
  const toWorkflow = async (
    { hookToken, hookSecret, ...row }: store.WorkflowRow,
    organisationId: string,
  ): Promise<Workflow> => {
    const of = { organisationId, workflowId: row.id };
    const [secret, token] = await Promise.all([
      openHookSecret(secrets, { what: 'key', stored: hookSecret, of }),
      openHookSecret(secrets, { what: 'token', stored: hookToken, of }),
    ]);
    const url = token === null ? null : `${config.publicUrl}/api/v1/hooks/${token}`;
    return { ...row, webhook: { url, secret } };
  };

  implement(api.workflows.list, ({ operator, query: { limit, cursor } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const after = readCursor(cursor, byId)?.[0] ?? '';
      const rows = await store.listWorkflows(tx, { after, limit: limit + 1 });
      return pageOfRows({ rows, limit, cursorOf: ({ id }) => [id] });
    }),
  );

  implement(api.workflows.create, ({ operator: { organisationId }, body: { name, graph } }) =>
    database.withOrganisation(organisationId, async (tx) =>
      toWorkflow(
        await createWorkflow(tx, { secrets, organisationId, name, graph: graph ?? emptyGraph }),
        organisationId,
      ),
    ),
  );

  implement(api.workflows.kinds, async () => ({ items: kinds() }));

  implement(api.workflows.get, ({ operator, params: { workflowId } }) =>
    database.withOrganisation(operator.organisationId, async (tx) =>
      toWorkflow(await store.readWorkflow(tx, workflowId), operator.organisationId),
    ),
  );

  implement(api.workflows.update, ({ operator, params: { workflowId: id }, body }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const { name, graph, revision } = body;
      const draft =
        graph === undefined ? undefined : requireGraph(await compileWorkflow(tx, { id, graph }));
      return toWorkflow(
        await store.updateWorkflow(tx, { id, name, revision, ...(draft ? { draft } : {}) }),
        operator.organisationId,
      );
    }),
  );

  implement(api.workflows.remove, async ({ operator, params: { workflowId } }) => {
    const cancelled = await database.withOrganisation(operator.organisationId, async (tx) => {
      await store.deleteWorkflow(tx, workflowId);
      return cancelExecutions(tx, { workflowId });
    });
    for (const id of cancelled) automation.abort(id);
    return { cancelled: cancelled.length };
  });

  implement(api.workflows.validate, async ({ operator, params: { workflowId: id }, body }) => {
    const { organisationId } = operator;
    const { draft } = await database.withOrganisation(organisationId, (tx) =>
      store.readWorkflow(tx, id),
    );
    const graph = body.graph ?? draft;
    const states = await readReferences(references, { organisationId, graph, probes: true });
    const { machine, diagnostics } = await database.withOrganisation(organisationId, (tx) =>
      compileWorkflow(tx, { id, graph, references: states }),
    );
    return { isValid: machine !== null, diagnostics, machine };
  });

  implement(api.workflows.references, async ({ operator, body: { graph } }) => ({
    states: await readReferences(references, {
      organisationId: operator.organisationId,
      graph,
      probes: false,
    }),
  }));

  implement(api.workflows.activate, async ({ operator, params: { workflowId: id }, body }) => {
    const { organisationId, user } = operator;
    const looked = await readGraphWithReferences(references, {
      organisationId,
      workflowId: id,
      version: body.version,
    });
    const row = await database.withOrganisation(organisationId, async (tx) => {
      const { draft, revision } = await store.readWorkflow(tx, id);
      if (body.version === undefined && (body.revision ?? revision) !== revision)
        throw store.changedMeanwhile();
      const earlier =
        body.version === undefined
          ? null
          : await store.readVersion(tx, { workflowId: id, version: body.version });
      // References were read for this graph only, so a draft that has changed since needs a new try.
      if (!isDeepStrictEqual(looked.graph, earlier?.graph ?? draft)) throw store.changedMeanwhile();
      const compiled = await compileWorkflow(tx, { id, ...looked });
      const [graph, machine] = [requireGraph(compiled), requireMachine(compiled)];
      // Compiled by this program it may be another machine, and then it is another version.
      if (earlier && isDeepStrictEqual(earlier.machine, machine))
        return switchOn(tx, { id, graph, version: earlier.version });
      return activate(tx, {
        id,
        graph,
        machine,
        organisationId,
        createdBy: user?.id ?? null,
        publishedBy: user?.name ?? null,
        note: body.note?.trim() ?? '',
      });
    });
    const version = row.activeVersion!;
    const move =
      body.waiting === 'move'
        ? await moveAllWaiting(database, { organisationId, workflowId: id, version })
        : null;
    return { ...(await toWorkflow(row, organisationId)), move };
  });

  implement(
    api.workflows.deactivate,
    async ({ operator, params: { workflowId: id }, body: { waiting } }) => {
      const { row, cancelled } = await database.withOrganisation(
        operator.organisationId,
        async (tx) => ({
          row: await store.setActivation(tx, { id, activation: null }),
          cancelled: waiting === 'cancel' ? await cancelExecutions(tx, { workflowId: id }) : [],
        }),
      );
      for (const executionId of cancelled) automation.abort(executionId);
      return { ...(await toWorkflow(row, operator.organisationId)), cancelled: cancelled.length };
    },
  );

  implement(api.workflows.open, ({ operator, params: { workflowId } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      await store.readWorkflow(tx, workflowId);
      return { items: await store.countOpen(tx, workflowId) };
    }),
  );

  implement(api.workflows.versions, ({ operator, params: { workflowId }, query }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      await store.readWorkflow(tx, workflowId);
      const { limit, cursor } = query;
      const before = readCursor(cursor, byPosition)?.[0] ?? 2 ** 31 - 1;
      const rows = await store.listVersions(tx, { workflowId, before, limit: limit + 1 });
      return pageOfRows({ rows, limit, cursorOf: ({ version }) => [version] });
    }),
  );

  implement(api.workflows.version, ({ operator, params }) =>
    database.withOrganisation(operator.organisationId, (tx) => store.readVersion(tx, params)),
  );

  implement(api.workflows.simulate, ({ operator, params: { workflowId }, body }) =>
    database.withOrganisation(operator.organisationId, (tx) =>
      simulateWorkflow(tx, { workflowId, ...body }),
    ),
  );

  implement(api.workflows.run, async ({ operator, params: { workflowId }, body }) => {
    const { organisationId } = operator;
    await database.withOrganisation(organisationId, (tx) => store.readWorkflow(tx, workflowId));
    const { input, sessionId, idempotencyKey } = body;
    const executionId = await automation.begin(organisationId, {
      workflowId,
      cause: `run ${idempotencyKey ?? newId('exe')}`,
      sessionId,
      eventOf: ({ kind }) => (kind === 'manual' ? { input } : input),
    });
    return { executionId };
  });
}

/** A new workflow with its webhook's address and secret, switched off. */
export async function createWorkflow(
  tx: Transaction,
  {
    secrets,
    organisationId,
    name,
    graph,
  }: { secrets: Secrets; organisationId: string; name: string; graph: unknown },
): Promise<store.WorkflowRow> {
  const id = newId('wf');
  const of = { organisationId, workflowId: id };
  const token = randomBytes(24).toString('base64url');
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  return store.insertWorkflow(tx, {
    id,
    organisationId,
    name,
    draft: requireGraph(await compileWorkflow(tx, { id, graph })),
    hookToken: await sealHookSecret(secrets, { what: 'token', text: token, of }),
    hookTokenHash: hashHookToken(token),
    hookSecret: await sealHookSecret(secrets, { what: 'key', text: secret, of }),
  });
}

/** Makes a version of a compiled graph, and lets it be started. */
export async function activate(
  tx: Transaction,
  {
    id,
    graph,
    ...version
  }: { id: string } & Omit<Parameters<typeof store.addVersion>[1], 'workflowId'>,
): Promise<store.WorkflowRow> {
  const number = await store.addVersion(tx, { workflowId: id, graph, ...version });
  return switchOn(tx, { id, graph, version: number });
}

function switchOn(
  tx: Transaction,
  { id, graph, version }: { id: string; graph: WorkflowGraph; version: number },
): Promise<store.WorkflowRow> {
  return store.setActivation(tx, { id, activation: activationOf(version, graph, new Date()) });
}

function kinds() {
  return Object.values(nodeDefinitions).map((definition) => {
    const { kind, type, title, description, icon, config, example } = definition;
    return {
      kind,
      type,
      title,
      description,
      icon,
      guarantee: example ? guaranteeOf(definition, config.parse(example)) : definition.guarantee,
      config: z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' }) as Record<
        string,
        unknown
      >,
      example,
    };
  });
}
