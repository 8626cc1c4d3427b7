import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type Execution } from '@echoai/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type CrashingServers,
  converse,
  countOpen,
  listHeld,
  persistentClient,
  runAndCrash,
  startCrashing,
  tally,
} from '../automation/testing/crashing.ts';
import { graphOf } from '../automation/testing/graph.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../platform/database/open.ts';
import { freePorts } from '../testing/freePort.ts';
import { limits } from '../testing/patience.ts';
import { copyPrepared } from '../testing/preparedDatabase.ts';
import { type GoogleStandIn, startGoogle } from '../testing/providers/google.ts';
import { type HubSpotStandIn, startHubSpot } from '../testing/providers/hubspot.ts';
import type { SalesforceStandIn } from '../testing/providers/salesforce.ts';
import { type SlackStandIn, startSlack } from '../testing/providers/slack.ts';
import type { StandIn } from '../testing/providers/standIn.ts';
import { eventually, openTestDatabaseUrl, startTestServer } from '../testing/testServer.ts';
import { recordsOf, startOrganisation, upsertLead } from './testing/atSalesforce.ts';
import { browserOf, environmentOf } from './testing/connecting.ts';

/** The whole test takes minutes: `.ci/run` asks for it, on PostgreSQL. */
const isWhole = process.env.ECHOAI_CRASH_TEST === 'whole';
const executionCount = isWhole ? 200 : 12;
const killCount = isWhole ? 20 : 3;
/** Of several executions each: the messages about one are in one thread. */
const conversationCount = isWhole ? 50 : 4;
/** On PostgreSQL two processes share the work; PGlite has one. */
const ports = await freePorts(process.env.DATABASE_URL ? 2 : 1);
const spreadsheet = '1crashSpreadsheet';

let directory: string;
let database: Awaited<ReturnType<typeof openTestDatabaseUrl>>;
let hubspot: HubSpotStandIn;
let slack: SlackStandIn;
let google: GoogleStandIn;
let salesforce: SalesforceStandIn;
let standIns: Record<string, StandIn<object>>;
let servers: CrashingServers;
/** Of the connections, by provider. */
const connected: Record<string, string> = {};
let publishableKey: string;
let secretKey: string;

const environment = () => ({
  ECHOAI_DATA_DIR: directory,
  ECHOAI_DEMO: 'off',
  ECHOAI_SECRET: 'a secret of the test, of 32 characters or more',
  ...(database ? { DATABASE_URL: database.url } : {}),
  ...Object.assign({}, ...Object.entries(standIns).map((one) => environmentOf(...one))),
});

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'echoai-crash-'));
  database = await openTestDatabaseUrl();
  if (!database) await copyPrepared(directory);
  hubspot = await startHubSpot();
  slack = await startSlack();
  google = await startGoogle();
  salesforce = await startOrganisation();
  standIns = { hubspot, slack, 'google-sheets': google, salesforce };
  for (const standIn of Object.values(standIns)) standIn.delayMs = () => 20 * Math.random();
  hubspot.limit.max = 100_000;
  // Some are refused for a second, which they must survive.
  slack.data.limits['chat.postMessage'] = { max: 15, intervalMilliseconds: 1_000 };
  google.data.add('Leads', [['Execution', 'EchoAI id']], { id: spreadsheet });
  await connectAll();
  servers = await startCrashing({ ports, environment: environment() });
});
afterAll(async () => {
  servers?.close();
  for (const standIn of Object.values(standIns)) await standIn.close();
  await database?.drop();
  await rm(directory, { recursive: true, force: true });
});

/** Each provider by its consent page, before anything is killed. */
async function connectAll(): Promise<void> {
  const server = await startTestServer({
    environment: environment(),
    database: await openDatabase(readConfig(environment())),
  });
  const organisation = await server.createOrganisation();
  secretKey = organisation.secretKey;
  const browser = browserOf(server, organisation);
  for (const id of Object.keys(standIns)) connected[id] = await browser.connected(id);
  ({ publishableKey } = await organisation.client.chatbots.create({ body: { name: 'Bot' } }));
  // As many as the stand-ins take: with the providers' own limits the test would take hours.
  await server.database.asPlatform((tx) =>
    tx.execute('update connection_flow set requests = 100000, seconds = 10, burst = 100'),
  );
  await server.close();
}

const mark = '{{ execution.id }}';
const post = { kind: 'slack_post_message', to: 'C0SUPPORT' };

const graph = () => {
  const at = (provider: string) => ({ connectionId: connected[provider] });
  return graphOf(
    {
      begin: { kind: 'webhook', signed: false },
      contact: {
        kind: 'hubspot_upsert_contact',
        ...at('hubspot'),
        email: `${mark}@shop.example`,
      },
      note: {
        kind: 'hubspot_add_note',
        ...at('hubspot'),
        contactId: '{{ steps.contact.contactId }}',
        text: mark,
      },
      verified: { ...post, ...at('slack'), text: `verified ${mark}` },
      unverified: { ...post, ...at('slack'), text: `unverified ${mark}`, verifies: false },
      row: {
        kind: 'sheets_append_row',
        ...at('google-sheets'),
        spreadsheet,
        sheet: 'Sheet1',
        values: [{ column: 'Execution', value: mark }],
      },
      lead: { ...upsertLead(mark), ...at('salesforce') },
      task: {
        kind: 'salesforce_add_task',
        ...at('salesforce'),
        subject: mark,
        recordId: '{{ steps.lead.id }}',
      },
    },
    [
      'begin>contact',
      'contact>note',
      'note>verified',
      'verified>unverified',
      'unverified>row',
      'row>lead',
      'lead>task',
    ],
  );
};

const messages = (kind: string) =>
  slack.data.messages.flatMap(({ text }) => {
    const [said, id] = text.split(' ');
    return said === kind ? id! : [];
  });

/** What is at the providers: the executions that it is of, by the node that did it. */
const effects: Record<string, () => string[]> = {
  contact: () =>
    [...hubspot.data.contacts.values()].map(({ properties }) => properties.email!.split('@')[0]!),
  note: () => hubspot.data.notes.map(({ properties }) => properties.hs_note_body!),
  verified: () => messages('verified'),
  unverified: () => messages('unverified'),
  row: () =>
    google.data.spreadsheets
      .get(spreadsheet)!
      .sheets[0]!.values.slice(1)
      .map(([id]) => String(id)),
  lead: () => recordsOf(salesforce, 'Lead').map((record) => String(record.EchoAI_Id__c)),
  task: () => recordsOf(salesforce, 'Task').map(({ Subject }) => String(Subject)),
};

/**
 * Until some requests came, so that the kill falls into some of them, whatever the machine's speed;
 * as many as those that are under way need to come to an end. What is cut off again and again counts,
 * with the fifth time, as what ends the process.
 */
async function untilKill(): Promise<void> {
  const asked = () =>
    Object.values(standIns).reduce((sum, { recorded }) => sum + recorded.length, 0);
  const goal = asked() + (isWhole ? 60 + 120 * Math.random() : 10 + 20 * Math.random());
  // There may be nothing to do but to wait, for a process that died or for Slack.
  for (let tries = 0; asked() < goal && tries < 1_000; tries++) await sleep(5);
}

/**
 * Says of everything that is held what somebody finds who looks at the provider. Nothing is asked
 * twice, since a decision that is late could meet the next question.
 */
async function decideHeld(workflowId: string): Promise<void> {
  const client = createClient({
    baseUrl: servers.anyOrigin(),
    headers: { authorization: `Bearer ${secretKey}` },
  });
  for (const executionId of await listHeld(client, workflowId)) {
    const { status, steps } = await client.executions.get({ params: { executionId } });
    const { nodeId } = steps.at(-1)!;
    if (status !== 'held') continue;
    const decision = effects[nodeId]!().includes(executionId) ? 'skip' : 'repeat';
    await client.executions.resume({ params: { executionId }, body: { decision } });
  }
}

it('executions over four providers all end when processes are killed: no effect is lost, and none happens twice', {
  timeout: limits.wholeTest,
}, async () => {
  const client = persistentClient(servers, { authorization: `Bearer ${secretKey}` });
  const { id: workflowId } = await client.workflows.create({
    body: { name: 'Four providers', graph: graph() },
  });
  const { webhook } = await client.workflows.activate({ params: { workflowId }, body: {} });
  const sessions = await converse(servers, { publishableKey, count: conversationCount });

  let isOver = false;
  const deciding = (async () => {
    while (!isOver) {
      await decideHeld(workflowId).catch(() => {}); // of a process that was killed: it stays held
      await sleep(100);
    }
  })();
  try {
    const path = new URL(webhook.url!).pathname;
    const ids = await runAndCrash(servers, {
      path,
      sessions,
      executionCount,
      killCount,
      untilKill,
    });
    expect(new Set(ids).size).toBe(executionCount);
    await eventually(async () => (await countOpen(client, workflowId)) === 0, limits.longWait);

    const executions: Execution[] = [];
    for (const executionId of ids)
      executions.push(await client.executions.get({ params: { executionId } }));
    const counts = Object.fromEntries(
      Object.entries(effects).map(([nodeId, happened]) => {
        const steps = executions.flatMap((execution) =>
          execution.steps.filter((step) => step.nodeId === nodeId),
        );
        const decided = steps.filter(({ state }) => ['uncertain', 'skipped'].includes(state));
        const again = steps.filter(({ attempts }) => attempts > 1);
        return [
          nodeId,
          { ...tally(ids, happened()), 'done again': again.length, decided: decided.length },
        ];
      }),
    );
    console.table(counts);
    const cutOff = Object.values(counts).map((count) => count['done again'] + count.decided);
    expect(Math.max(...cutOff), 'effects that a kill fell into').toBeGreaterThan(0);
    expect(executions.filter(({ status }) => status !== 'completed')).toEqual([]);
    for (const nodeId of Object.keys(effects))
      expect({ nodeId, ...counts[nodeId] }).toMatchObject({ nodeId, lost: 0, twice: 0 });
    for (const nodeId of ['contact', 'verified', 'row', 'lead'])
      expect({ nodeId, ...counts[nodeId] }).toMatchObject({ nodeId, decided: 0 });
  } finally {
    isOver = true;
    await deciding;
  }
});
