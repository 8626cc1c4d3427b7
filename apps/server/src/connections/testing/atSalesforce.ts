import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { graphOf } from '../../automation/testing/graph.ts';
import { openWorkspace, type Workspace } from '../../automation/testing/workspace.ts';
import { type SalesforceStandIn, startSalesforce } from '../../testing/providers/salesforce.ts';
import { startTestServer, type TestServer } from '../../testing/testServer.ts';
import { browserOf, environmentOf } from './connecting.ts';

/** An organisation at Salesforce whose administrator gave leads an external id. */
export async function startOrganisation(): Promise<SalesforceStandIn> {
  const salesforce = await startSalesforce();
  const forget = salesforce.clear;
  const prepare = () => salesforce.data.addExternalId('Lead', 'EchoAI_Id__c');
  prepare();
  return Object.assign(salesforce, {
    clear() {
      forget();
      prepare();
    },
  });
}

export const recordsOf = ({ data }: SalesforceStandIn, object: string) => [
  ...data.objects[object]!.records.values(),
];

/** Field values as the nodes' configuration has them. */
export const fieldsOf = (values: Record<string, string>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

/** An error as Salesforce says it. */
export const refusal = (status: number, errorCode: string, message: string) => ({
  status,
  body: JSON.stringify([{ errorCode, message }]),
});

export type Node = { kind: string } & Record<string, unknown>;

export const lead = { LastName: 'Byron', Company: 'Acme' };

export const newLead = (values: Record<string, string> = {}): Node => ({
  kind: 'salesforce_upsert_record',
  object: 'Lead',
  target: 'new',
  fields: fieldsOf({ ...lead, ...values }),
});

export const upsertLead = (
  externalIdValue: string,
  values: Record<string, string> = lead,
): Node => ({
  kind: 'salesforce_upsert_record',
  object: 'Lead',
  externalIdField: 'EchoAI_Id__c',
  externalIdValue,
  fields: fieldsOf(values),
});

/** For the tests of a file: each has a workspace that is connected with the one organisation. */
export function connectSalesforce() {
  const at = {} as {
    salesforce: SalesforceStandIn;
    server: TestServer;
    workspace: Workspace;
    connectionId: string;
  };
  beforeAll(async () => {
    at.salesforce = await startOrganisation();
    at.server = await startTestServer({ environment: environmentOf('salesforce', at.salesforce) });
  });
  afterAll(async () => {
    await at.server.close();
    await at.salesforce.close();
  });
  beforeEach(async () => {
    at.workspace = await openWorkspace(at.server);
    at.connectionId = await browserOf(at.server, at.workspace).connected('salesforce');
    at.salesforce.recorded.length = 0;
  });
  afterEach(() => {
    at.salesforce.account.instanceUrl = null;
    at.salesforce.clear();
  });

  /** @returns the id of a workflow of one node */
  const activate = (node: Node) =>
    at.workspace.activateUnchecked(
      graphOf(
        {
          begin: { kind: 'manual' },
          act: { connectionId: at.connectionId, retry: { delaySeconds: 0.1 }, ...node },
        },
        ['begin>act'],
      ),
    );
  return Object.assign(at, {
    activate,
    /** Runs a workflow of one node. @returns the execution, and the node's step */
    async run(node: Node, input: Record<string, unknown> = {}, sessionId?: string) {
      const id = await at.workspace.run(await activate(node), input, sessionId);
      const execution = await at.workspace.until(id);
      return { ...execution, step: execution.steps.find(({ nodeId }) => nodeId === 'act')! };
    },
    readConnection: () =>
      at.workspace.client.connections.get({ params: { connectionId: at.connectionId } }),
    /** What Salesforce was asked, of `METHOD /path`. */
    asked: (pattern: RegExp) =>
      at.salesforce.recorded.filter(({ method, path }) => pattern.test(`${method} ${path}`)),
  });
}
