import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserOf, environmentOf } from '../connections/testing/connecting.ts';
import type { Cell, Spreadsheet } from '../testing/providers/google/data.ts';
import { type GoogleStandIn, startGoogle } from '../testing/providers/google.ts';
import { eventually, startTestServer, type TestServer } from '../testing/testServer.ts';
import { graphOf } from './testing/graph.ts';
import { openWorkspace, type Workspace } from './testing/workspace.ts';

const id = 'google-sheets';
let google: GoogleStandIn;
let server: TestServer;
let workspace: Workspace;
let connectionId: string;
let leads: Spreadsheet;

const environment = () => ({
  ...environmentOf(id, google),
  ECHOAI_SECRET: 'a secret of the test, of 32 characters or more',
});

beforeAll(async () => {
  google = await startGoogle();
  server = await startTestServer({ environment: environment() });
});
afterAll(async () => {
  await server.close();
  await google.close();
});
beforeEach(async () => {
  google.clear();
  google.oauth.refreshDelayMs = 0;
  workspace = await openWorkspace(server);
  connectionId = await browserOf(server, workspace).connected(id);
  leads = google.data.add('Leads', [['Name', ' E-mail ', '', 'name'], ['Eve']]);
});

const graphFor = (more: object = {}) => {
  const place = { connectionId, spreadsheet: leads.id, sheet: 'Sheet1' };
  const begin = { kind: 'sheets_new_row', ...place, ...more };
  return graphOf({ begin, stop: { kind: 'end' } }, ['begin>stop']);
};
/** A workflow that looked for the first time. */
const activate = async (more?: object) => {
  const workflowId = await workspace.activateUnchecked(graphFor(more), 'New leads');
  await looked(workflowId);
  return workflowId;
};
const change = async (workflowId: string, more: object) => {
  const params = { workflowId };
  await workspace.client.workflows.update({ params, body: { graph: graphFor(more) } });
  await workspace.publishUnchecked(workflowId);
};
const add = (...rows: Cell[][]) => leads.sheets[0]!.values.push(...rows);
const run = <Row extends Record<string, unknown>>(statement: ReturnType<typeof sql>) =>
  server.database.asPlatform(async (tx) => (await tx.execute<Row>(statement)).rows);

interface Poll extends Record<string, unknown> {
  error: string | null;
  seconds: number;
  isWaiting: boolean;
}
const pollOf = async (workflowId: string) => {
  const [poll] = await run<Poll>(sql`
    select last_error as error, extract(epoch from next_at - now())::int as seconds,
      -- Longer than one that is under way is given.
      next_at > now() + interval '2 minutes' as "isWaiting"
    from trigger_polls where workflow_id = ${workflowId}`);
  return poll;
};
/** As if the time had come. */
const due = (workflowId: string) =>
  run(sql`update trigger_polls set next_at = now() where workflow_id = ${workflowId}`);
/** Once it waits for its next time, as what it found has begun by then. */
const looked = (workflowId: string) =>
  eventually(async () => {
    const poll = await pollOf(workflowId);
    return poll?.isWaiting && poll;
  });
const look = async (workflowId: string) => {
  await due(workflowId);
  return looked(workflowId);
};
/** Until a process is about it. */
const begin = async (workflowId: string) => {
  await due(workflowId);
  await eventually(async () => {
    const poll = await pollOf(workflowId);
    return !!poll && poll.seconds > 60 && !poll.isWaiting;
  });
};
/** What started it, the first first. */
const started = async (workflowId: string) => {
  const rows = await run<{ event: { row: number; values: Record<string, string> } }>(sql`
    select event from workflow_executions where workflow_id = ${workflowId} order by sequence`);
  return rows.map(({ event }) => event);
};
const names = async (workflowId: string) =>
  (await started(workflowId)).map(({ values }) => values.Name);
const readRanges = () =>
  google.recorded
    .filter(({ path }) => path.endsWith(':batchGet'))
    .map(({ query }) => query.getAll('ranges')[1]);
const notices = async () => {
  const { items } = await workspace.client.notifications.list({ query: {} });
  return items.filter(({ title }) => title.includes('New leads'));
};

describe('a new row', () => {
  it('starts a workflow once, with its values by the names of their columns; present ones do not', async () => {
    const workflowId = await activate();
    expect(await started(workflowId)).toEqual([]);
    add(['Ada', 'ada@shop.example', 'x', 'second'], [], ['Kim', '', '', '', 'y']);
    google.recorded.length = 0;
    await look(workflowId);
    const spreadsheetUrl = `https://docs.google.com/spreadsheets/d/${leads.id}/edit`;
    expect(await started(workflowId)).toEqual([
      {
        row: 3,
        values: { Name: 'Ada', 'E-mail': 'ada@shop.example', name: 'second' },
        spreadsheetUrl,
      },
      { row: 5, values: { Name: 'Kim', 'E-mail': '', name: '' }, spreadsheetUrl },
    ]);
    await look(workflowId);
    expect(await started(workflowId)).toHaveLength(2);
    expect(readRanges()).toEqual(["'Sheet1'!2:102", "'Sheet1'!5:105"]);
    const execution = await workspace.latest(workflowId);
    expect(execution).toMatchObject({
      status: 'completed',
      cause: expect.stringMatching(/^google-sheets \S+-2$/),
    });
  });

  it('is found below names alone, and in a sheet that was empty but for the names', async () => {
    leads.sheets[0]!.values = [];
    const workflowId = await activate();
    add(['Name']);
    await look(workflowId);
    expect(await started(workflowId)).toEqual([]);
    add(['Ada']);
    await look(workflowId);
    expect(await names(workflowId)).toEqual(['Ada']);
  });

  it('of 250 at once is each found, a hundred a poll and at once', async () => {
    const workflowId = await activate();
    const rows = Array.from({ length: 250 }, (_, index) => [`Lead ${index}`]);
    add(...rows);
    google.recorded.length = 0;
    await look(workflowId);
    expect(await names(workflowId)).toEqual(rows.flat());
    expect(readRanges()).toEqual(["'Sheet1'!2:102", "'Sheet1'!102:202", "'Sheet1'!202:302"]);
  });

  it('is found in a large sheet, of which only the end is read', async () => {
    add(...Array.from({ length: 2_000 }, (_, index) => [`Lead ${index}`]));
    leads.sheets[0]!.rowCount = 5_500;
    google.recorded.length = 0;
    const workflowId = await activate();
    expect(readRanges().at(-1)).toBe("'Sheet1'!1501:2500");
    expect(readRanges()).toHaveLength(4);
    add(['Ada']);
    await look(workflowId);
    expect(await names(workflowId)).toEqual(['Ada']);
  });

  it('is known by its place: deleted rows start nothing, and others in their place do', async () => {
    add(['Ada'], ['Kim']);
    const workflowId = await activate();
    leads.sheets[0]!.values.splice(2);
    leads.sheets[0]!.rowCount = 3;
    await look(workflowId);
    for (const _ of ['once', 'and again']) {
      add(['Lee']);
      await look(workflowId);
      leads.sheets[0]!.values.pop();
      await look(workflowId);
    }
    expect((await started(workflowId)).map(({ row }) => row)).toEqual([3, 3]);
  });

  it('is found where the last one was emptied', async () => {
    const workflowId = await activate();
    leads.sheets[0]!.values[1] = [''];
    add(['Ada']);
    await look(workflowId);
    expect(await names(workflowId)).toEqual(['Ada']);
  });
});

describe('a poll', () => {
  it('that was overtaken by another process starts nothing twice', async () => {
    const workflowId = await activate();
    add(['Ada'], ['Kim']);
    const second = await startTestServer({
      environment: environment(),
      database: { ...server.database, close: async () => {} },
    });
    try {
      // Both have to wait for a new token, and then read the same rows.
      google.oauth.refreshDelayMs = 1_500;
      google.oauth.expireAccessTokens();
      google.recorded.length = 0;
      await begin(workflowId);
      await begin(workflowId);
      await looked(workflowId);
      await eventually(async () => readRanges().length === 2);
      await look(workflowId);
      expect(await names(workflowId)).toEqual(['Ada', 'Kim']);
    } finally {
      await second.close();
    }
  });

  it('that ends between starting and moving on has started nothing, and another does', async () => {
    const workflowId = await activate();
    await run(
      sql.raw(`
      create function die() returns trigger language plpgsql as $$ begin
        if exists (select from workflow_executions where workflow_id = new.workflow_id) then
          raise exception 'killed';
        end if;
        return new;
      end $$`),
    );
    await run(
      sql.raw(`
      create trigger die before update of cursor on trigger_polls
      for each row execute function die()`),
    );
    try {
      add(['Ada']);
      google.recorded.length = 0;
      await due(workflowId);
      await eventually(async () => readRanges().length === 1);
      // What it holds is still its own, until it would have been given up.
      await eventually(async () => (await pollOf(workflowId))!.seconds > 60);
      expect(await started(workflowId)).toEqual([]);
    } finally {
      await run(sql.raw('drop trigger die on trigger_polls'));
      await run(sql.raw('drop function die()'));
    }
    await look(workflowId);
    expect(await names(workflowId)).toEqual(['Ada']);
  });

  it('is not made for a workflow that is switched off, and begins anew when it is on again', async () => {
    const workflowId = await activate();
    const params = { workflowId };
    await workspace.client.workflows.deactivate({ params, body: {} });
    expect(await pollOf(workflowId)).toBeUndefined();
    add(['Ada']);
    await workspace.client.workflows.activate({ params, body: {} });
    await looked(workflowId);
    add(['Kim']);
    await look(workflowId);
    expect(await names(workflowId)).toEqual(['Kim']);
    await workspace.client.workflows.remove({ params });
    expect(await pollOf(workflowId)).toBeUndefined();
  });

  it('begins anew in another sheet, and goes on when only its interval changes', async () => {
    const workflowId = await activate();
    add(['Ada']);
    await change(workflowId, { everyMinutes: '60' });
    await eventually(async () => (await pollOf(workflowId))!.seconds > 3_000);
    expect(await names(workflowId)).toEqual(['Ada']);
    const other = google.data.add('Other', [['Name'], ['Eve'], ['Kim']]);
    await change(workflowId, { spreadsheet: other.id });
    await looked(workflowId);
    other.sheets[0]!.values.push(['Lee']);
    await look(workflowId);
    expect(await names(workflowId)).toEqual(['Ada', 'Lee']);
  });

  it('of what the trigger was before counts no more when it ends', async () => {
    const workflowId = await activate();
    add(['Ada']);
    google.oauth.refreshDelayMs = 1_500;
    google.oauth.expireAccessTokens();
    google.recorded.length = 0;
    await begin(workflowId);
    const other = google.data.add('Other', [['Name'], ['Eve'], ['Kim']]);
    await change(workflowId, { spreadsheet: other.id });
    await looked(workflowId);
    await eventually(async () => readRanges().length === 2);
    other.sheets[0]!.values.push(['Lee']);
    await look(workflowId);
    expect(await names(workflowId)).toEqual(['Lee']);
  });

  it('waits for a connection that needs the team, and loses nothing', async () => {
    const workflowId = await activate();
    google.oauth.revokeAll();
    add(['Ada']);
    await due(workflowId);
    await eventually(async () => {
      const found = await workspace.client.connections.get({ params: { connectionId } });
      return found.status === 'needs-you' && (await pollOf(workflowId))!.seconds > 30;
    });
    expect(await pollOf(workflowId)).toMatchObject({ error: null });
    expect(await started(workflowId)).toEqual([]);
    await browserOf(server, workspace).connected(id, connectionId);
    await look(workflowId);
    expect(await names(workflowId)).toEqual(['Ada']);
  });

  it('comes again when a busy provider said, and no sooner', async () => {
    const workflowId = await activate();
    add(['Ada']);
    const headers = { 'retry-after': '2' };
    google.fault({ match: /batchGet$/, answer: { status: 429, headers, body: '{}' } });
    google.recorded.length = 0;
    await look(workflowId);
    expect(await names(workflowId)).toEqual(['Ada']);
    const [refused, answered] = google.recorded.filter(({ path }) => path.endsWith(':batchGet'));
    expect(answered!.at - refused!.at).toBeGreaterThanOrEqual(2_000);
    expect(await pollOf(workflowId)).toMatchObject({ error: null });
  });

  it('that fails says why, tells the team once after an hour, and goes on where it stopped', async () => {
    const workflowId = await activate();
    leads.sheets[0]!.title = 'Renamed';
    add(['Ada']);
    const failed = await look(workflowId);
    expect(failed.error).toBe('The spreadsheet has no sheet “Sheet1” any more.');
    expect(failed.seconds).toBeGreaterThan(200);
    expect(await notices()).toEqual([]);
    await run(sql`
      update trigger_polls set failing_since = now() - interval '61 minutes'
      where workflow_id = ${workflowId}`);
    await look(workflowId);
    await look(workflowId);
    expect(await notices()).toMatchObject([
      { text: expect.stringContaining('no sheet “Sheet1” any more'), count: 1, readAt: null },
    ]);
    leads.sheets[0]!.title = 'Sheet1';
    expect(await look(workflowId)).toMatchObject({ error: null });
    expect(await names(workflowId)).toEqual(['Ada']);
    expect(await notices()).toMatchObject([{ readAt: expect.any(String) }]);
  });

  it('asks through no connection of another organisation', async () => {
    const other = await openWorkspace(server);
    const foreign = await browserOf(server, other).connected(id);
    const workflowId = await activate({ connectionId: foreign });
    expect((await pollOf(workflowId))!.error).toMatch(/connection is gone/);
  });
});
