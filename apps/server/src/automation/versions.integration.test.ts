import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, askForReply, startTestServer, type TestServer } from '../testing/testServer.ts';
import { graphOf } from './testing/graph.ts';
import { beginToWait, publish, resting } from './testing/resting.ts';
import { openWorkspace, type Workspace } from './testing/workspace.ts';

let server: TestServer;
let workspace: Workspace;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await openWorkspace(server);
});
afterAll(() => server.close());

describe('a version', () => {
  it('keeps its note; publishing the same again makes none, and may give it another', async () => {
    const { client } = workspace;
    const { id: workflowId } = await client.workflows.create({
      body: { name: 'Noted', graph: resting('first') },
    });
    const params = { workflowId };
    const activate = (body: Parameters<typeof client.workflows.activate>[0]['body']) =>
      client.workflows.activate({ params, body });
    const notes = async () =>
      (await client.workflows.versions({ params })).items.map(({ version, note }) => [
        version,
        note,
      ]);
    await activate({ note: '  It begins.  ' });
    await activate({});
    expect(await notes()).toEqual([[1, 'It begins.']]);
    await activate({ note: 'It began.' });
    expect(await notes()).toEqual([[1, 'It began.']]);
    await client.workflows.update({ params, body: { graph: resting('second') } });
    await activate({});
    expect(await notes()).toEqual([
      [2, ''],
      [1, 'It began.'],
    ]);
    const version = await client.workflows.version({ params: { ...params, version: 1 } });
    // A program published it, by a secret key.
    expect(version).toMatchObject({ note: 'It began.', publishedBy: null });
    await expect(activate({ note: 'x'.repeat(501) })).rejects.toMatchObject({
      problem: { code: 'invalid-request' },
    });
  });

  it('is made of the draft that was looked at, and of no later one', async () => {
    const workflowId = await workspace.activate(resting('first'));
    const params = { workflowId };
    const { client } = workspace;
    const { revision } = await client.workflows.get({ params });
    await client.workflows.update({ params, body: { graph: resting('second') } });
    await expect(client.workflows.activate({ params, body: { revision } })).rejects.toMatchObject({
      problem: {
        code: 'conflict',
        detail: expect.stringMatching(/changed the workflow meanwhile/),
      },
    });
    const { activeVersion } = await client.workflows.activate({
      params,
      body: { revision: revision + 1 },
    });
    expect(activeVersion).toBe(2);
  });

  it('of before is what runs again after a roll back', async () => {
    const workflowId = await workspace.activate(resting('first'));
    const params = { workflowId };
    await publish(workspace, { workflowId, graph: resting('second') });
    const { client } = workspace;
    const back = await client.workflows.activate({ params, body: { version: 1 } });
    expect(back.activeVersion).toBe(1);
    expect((await client.workflows.versions({ params })).items).toHaveLength(2);
    const { version } = await workspace.read(await beginToWait(workspace, workflowId));
    expect(version).toBe(1);
  });
});

describe('switching off', () => {
  it('lets what waits go on, or cancels it, as is said', async () => {
    const workflowId = await workspace.activate(resting('first'));
    const params = { workflowId };
    const { client } = workspace;
    const id = await beginToWait(workspace, workflowId);
    // No body at all, as programs do that know of none.
    await client.workflows.deactivate({ params, body: undefined });
    expect((await client.workflows.get({ params })).activeVersion).toBeNull();
    expect((await workspace.read(id)).status).toBe('waiting');
    expect(
      await client.workflows.deactivate({ params, body: { waiting: 'cancel' } }),
    ).toMatchObject({ cancelled: 1 });
    expect(await workspace.read(id)).toMatchObject({ status: 'cancelled' });
  });

  it('takes back a question that was open', async () => {
    const workflowId = await workspace.activate(
      graphOf(
        {
          message: { kind: 'message_received', textContains: ['invoice'] },
          ask: { kind: 'ask_visitor', question: 'Which invoice?' },
        },
        ['message>ask'],
      ),
    );
    const { key } = workspace;
    const { sessionId, visitorToken } = await askForReply(server, { key, message: 'My invoice' });
    await workspace.latest(workflowId, ['waiting']);
    await workspace.client.workflows.deactivate({
      params: { workflowId },
      body: { waiting: 'cancel' },
    });
    const said = await ask(server, { key, token: visitorToken, sessionId, message: 'Hello' });
    const { items } = await workspace.client.conversations.messages({
      params: { conversationId: sessionId },
    });
    expect(said.status).toBe(200);
    // The chatbot answers again, instead of the question.
    expect(items.at(-1)).toMatchObject({ author: 'bot' });
  });
});

describe('deleting', () => {
  it('says before how many are under way, by version, and then how many it cancelled', async () => {
    const workflowId = await workspace.activate(resting('first'));
    const params = { workflowId };
    await beginToWait(workspace, workflowId);
    await publish(workspace, { workflowId, graph: resting('second') });
    await beginToWait(workspace, workflowId);
    await beginToWait(workspace, workflowId);
    const { client } = workspace;
    expect(await client.workflows.open({ params })).toEqual({
      items: [
        { version: 2, open: 2, waiting: 2 },
        { version: 1, open: 1, waiting: 1 },
      ],
    });
    expect(await client.workflows.remove({ params })).toEqual({ cancelled: 3 });
  });
});
