import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { graphOf } from '../automation/testing/graph.ts';
import { openWorkspace, pathOf, type Workspace } from '../automation/testing/workspace.ts';
import { type SlackStandIn, startSlack } from '../testing/providers/slack.ts';
import { askForReply, eventually } from '../testing/testServer.ts';
import { browserOf, environmentOf } from './testing/connecting.ts';
import { describeProvider } from './testing/contract.ts';
import { startListening } from './testing/listening.ts';

const channel = 'C0SUPPORT';

describe('Slack', () => {
  const provider = {
    id: 'slack',
    async start() {
      const slack = await startSlack();
      slack.oauth.rotates = true;
      return slack;
    },
    write: (mark: string) => ({ kind: 'slack_post_message', to: channel, text: `It is ${mark}` }),
    count: (standIn: object, mark: string) =>
      (standIn as SlackStandIn).data.messages.filter(({ text }) => text?.includes(mark)).length,
    writes: /^POST \/api\/chat\.postMessage$/,
    rotates: true,
  };

  describe('with messages that are read back', () => {
    describeProvider({ ...provider, repeats: true });
  });

  describe('with messages that are not', () => {
    describeProvider({
      ...provider,
      write: (mark) => ({ ...provider.write(mark), verifies: false }),
      repeats: false,
    });
  });
});

describe('in Slack', () => {
  let slack: SlackStandIn;
  let listening: Awaited<ReturnType<typeof startListening>>;
  let workspace: Workspace;
  let connectionId: string;
  let eventsUrl: string;

  beforeAll(async () => {
    slack = await startSlack();
    listening = await startListening(environmentOf('slack', slack));
  });
  afterAll(async () => {
    await listening.close();
    await slack.close();
  });
  beforeEach(async () => {
    slack.clear();
    workspace = await openWorkspace(listening.server);
    connectionId = await browserOf(listening.server, workspace).connected('slack');
    const { items } = await workspace.client.connections.providers();
    eventsUrl = items.find(({ id }) => id === 'slack')!.eventsUrl!;
  });

  const post = (more: object = {}) => ({
    kind: 'slack_post_message',
    connectionId,
    to: channel,
    text: 'Hello',
    ...more,
  });
  const message = () => slack.data.messages.at(-1)!;

  describe('a message', () => {
    it('calls nobody and links nowhere, whatever a visitor wrote', async () => {
      const workflowId = await workspace.activate(
        graphOf(
          { begin: { kind: 'manual' }, post: post({ text: 'Said: {{ event.input.text }}' }) },
          ['begin>post'],
        ),
      );
      const text = '<!channel> <https://evil.example|Your bank> & co';
      await workspace.until(await workspace.run(workflowId, { text }));
      expect(message().text).toBe(
        'Said: &lt;!channel&gt; &lt;https://evil.example|Your bank&gt; &amp; co',
      );
    });

    it('about a conversation follows in the thread of the first one', async () => {
      const workflowId = await workspace.activate(
        graphOf({ begin: { kind: 'manual' }, post: post() }, ['begin>post']),
      );
      const { server } = listening;
      const { sessionId } = await askForReply(server, { key: workspace.key, message: 'Hi' });
      const other = await askForReply(server, { key: workspace.key, message: 'Hi' });
      for (const about of [sessionId, sessionId, other.sessionId])
        await workspace.until(await workspace.run(workflowId, {}, about));
      const [first, second, third] = slack.data.messages;
      expect(second!.thread_ts).toBe(first!.ts);
      expect([first!.thread_ts, third!.thread_ts]).toEqual([undefined, undefined]);
    });

    describe('about a conversation that was posted and not confirmed', () => {
      const sends = /^POST \/api\/chat\.postMessage$/;
      let sessionId: string;

      beforeEach(async () => {
        const { server } = listening;
        ({ sessionId } = await askForReply(server, { key: workspace.key, message: 'Hi' }));
        slack.fault({ match: sends, answer: 'drop-after' });
      });
      const activate = (delaySeconds: number) =>
        workspace.activate(
          graphOf(
            {
              begin: { kind: 'manual' },
              post: post({ text: '{{ execution.id }}', retry: { delaySeconds } }),
            },
            ['begin>post'],
          ),
        );
      const sent = () => slack.data.messages.map(({ text }) => text);

      it('is not posted twice, though another one began the thread meanwhile', async () => {
        const workflowId = await activate(6);
        const first = await workspace.run(workflowId, {}, sessionId);
        await workspace.until(first, ['waiting']);
        const second = await workspace.run(workflowId, {}, sessionId);
        expect((await workspace.until(second)).status).toBe('completed');
        expect((await workspace.read(first)).status).toBe('waiting');
        expect((await workspace.until(first)).status).toBe('completed');
        expect(sent()).toEqual([first, second]);
      });

      it('begins the thread all the same', async () => {
        const workflowId = await activate(0.1);
        for (let runs = 0; runs < 2; runs++) {
          const id = await workspace.run(workflowId, {}, sessionId);
          expect((await workspace.until(id)).status).toBe('completed');
        }
        const [first, second] = slack.data.messages;
        expect(sent()).toHaveLength(2);
        expect(second!.thread_ts).toBe(first!.ts);
      });
    });

    describe('with a long text', () => {
      const line = (number: number) => `Line ${number}: Tom & Jerry <wrote> at length 👨‍👩‍👧‍👦.`;
      const text = Array.from({ length: 250 }, (_, number) => line(number)).join('\n');
      const plain = (escaped: string) =>
        escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
      const activate = (more: object = {}) =>
        workspace.activate(
          graphOf(
            {
              begin: { kind: 'manual' },
              post: post({
                text: '{{ event.input.text }}',
                retry: { attempts: 9, delaySeconds: 0.1 },
                ...more,
              }),
            },
            ['begin>post'],
          ),
        );
      const posted = () => slack.data.messages.map(({ text = '' }) => text);

      it('is posted whole, in several messages and in order', async () => {
        const execution = await workspace.until(await workspace.run(await activate(), { text }));
        expect(execution.status).toBe('completed');
        expect(posted().length).toBeGreaterThan(2);
        expect(plain(posted().join(''))).toBe(text);
        for (const one of posted()) {
          expect(one.length).toBeLessThanOrEqual(4_000);
          expect(one.isWellFormed()).toBe(true);
          expect(one.endsWith('\n') || one === posted().at(-1)).toBe(true);
        }
        expect(execution.steps.at(-1)!.output).toMatchObject({ ts: slack.data.messages[0]!.ts });
      });

      it('that is mostly empty lines has no message of empty lines only', async () => {
        const said = `First${'\n'.repeat(9_000)}last`;
        const execution = await workspace.until(
          await workspace.run(await activate(), { text: said }),
        );
        expect(execution.status).toBe('completed');
        expect(posted().map((one) => one.trim())).toEqual(['First', 'last']);
      });

      it('and buttons is whole in sections, with the buttons at the end', async () => {
        const buttons = [{ id: 'take_over', label: 'Take over' }];
        const short = `${'x'.repeat(2_997)} & then 😀 more`;
        for (const said of [short, text]) {
          slack.data.messages.length = 0;
          await workspace.until(await workspace.run(await activate({ buttons }), { text: said }));
          const blocks = slack.data.messages.map(
            ({ blocks }) => blocks as { type: string; text?: { text: string } }[],
          );
          const sections = blocks.flat().filter(({ type }) => type === 'section');
          expect(plain(sections.map(({ text }) => text!.text).join(''))).toBe(said);
          for (const { text } of sections) expect(text!.text.length).toBeLessThanOrEqual(3_000);
          expect(blocks.map((some) => some.some(({ type }) => type === 'actions'))).toEqual(
            blocks.map((_, place) => place === blocks.length - 1),
          );
        }
      });

      it('that is cut off in its middle goes on where it was', async () => {
        const sends = /^POST \/api\/chat\.postMessage$/;
        const { server } = listening;
        const { sessionId } = await askForReply(server, { key: workspace.key, message: 'Hi' });
        const workflowId = await activate();
        for (const about of [undefined, sessionId]) {
          slack.data.messages.length = 0;
          slack.data.limits['chat.postMessage'] = { max: 2, intervalMilliseconds: 1_000 };
          slack.fault({ match: sends, answer: 'drop-after' });
          const run = await workspace.run(workflowId, { text }, about);
          expect((await workspace.until(run)).status).toBe('completed');
          expect(plain(posted().join(''))).toBe(text);
          const [first, ...others] = slack.data.messages;
          const thread = about === undefined ? undefined : first!.ts;
          expect(new Set(others.map(({ thread_ts }) => thread_ts))).toEqual(new Set([thread]));
        }
      });
    });

    it('reaches a person, and a channel that is not there is said', async () => {
      const workflowId = await workspace.activateUnchecked(
        graphOf(
          {
            begin: { kind: 'manual' },
            find: { kind: 'slack_find_user', connectionId, email: 'Ben@acme.example' },
            ben: post({ to: 'U0BEN' }),
            gone: post({ to: 'C0GONE' }),
            none: { kind: 'slack_find_user', connectionId, email: 'eve@acme.example' },
          },
          ['begin>none', 'none.absent>find', 'find.found>ben', 'ben>gone'],
        ),
      );
      const execution = await workspace.until(await workspace.run(workflowId));
      expect(pathOf(execution).slice(1, 4)).toEqual(['none.absent', 'find.found', 'ben.next']);
      expect(execution.error?.message).toContain('Invite the app to the channel');
      expect(slack.data.directs.get(message().channel)).toBe('U0BEN');
    });
  });

  describe('an approval', () => {
    const ask = async () => {
      const workflowId = await workspace.activate(
        graphOf(
          {
            begin: { kind: 'manual' },
            ask: { kind: 'slack_ask_approval', connectionId, to: channel, question: 'Refund it?' },
            yes: post({ text: 'Refunded' }),
          },
          ['begin>ask', 'ask.approved>yes'],
        ),
      );
      const id = await workspace.run(workflowId);
      await workspace.until(id, ['waiting']);
      return id;
    };

    it('is given with a button, and the message says by whom', async () => {
      const id = await ask();
      const { ts } = message();
      const answer = await slack.click({ ts, actionId: 'echoai_approve', url: eventsUrl });
      expect(answer.status).toBe(200);
      const execution = await workspace.until(id);
      expect(pathOf(execution)).toEqual(['begin.next', 'ask.approved', 'yes.next']);
      expect(execution.steps[1]!.output).toMatchObject({ decidedBy: 'ada in Slack' });
      await eventually(async () =>
        slack.data.messages.find((one) => one.ts === ts)?.text?.includes('Approved by <@U0ADA>'),
      );
      // Once more is too late.
      expect((await workspace.read(id)).steps).toHaveLength(3);
    });

    it('is not given by a forged, an old, or a foreign request', async () => {
      const id = await ask();
      const { ts } = message();
      const click = { ts, actionId: 'echoai_approve', url: eventsUrl };
      const forged = await slack.click(click, { secret: 'guessed' });
      expect(forged.status).toBe(401);
      expect((await slack.click(click, { at: Date.now() - 600_000 })).status).toBe(401);
      slack.account.id = 'T0OTHER';
      await slack.click(click);
      slack.account.id = 'T0ACME';
      await slack.click({ ...click, value: `${id}-7` });
      expect((await workspace.read(id)).status).toBe('waiting');
    });
  });

  describe('what happens', () => {
    it('starts the workflows that wait for it, each once, however often it is told', async () => {
      const mentioned = await workspace.activate(
        graphOf({ begin: { kind: 'slack_event', connectionId }, stop: { kind: 'end' } }, [
          'begin>stop',
        ]),
      );
      const elsewhere = await workspace.activate(
        graphOf(
          {
            begin: { kind: 'slack_event', connectionId, channel: 'C0GENERAL' },
            stop: { kind: 'end' },
          },
          ['begin>stop'],
        ),
      );
      const event = { type: 'app_mention', user: 'U0ADA', text: 'help me', channel, ts: '1.2' };
      for (let count = 0; count < 2; count++)
        await slack.sendEvent(eventsUrl, event, { eventId: 'Ev1' });
      const execution = await workspace.latest(mentioned);
      expect(execution.event).toMatchObject({ type: 'app_mention', text: 'help me', channel });
      const listed = await workspace.client.executions.list({ query: {} });
      expect(listed.items.map(({ workflowId }) => workflowId)).toEqual([mentioned]);
      expect(elsewhere).not.toBe(mentioned);
    });

    it('with a button of a message starts the workflow of the button', async () => {
      const buttons = [{ label: 'I take it', id: 'take_over' }];
      const asked = await workspace.activate(
        graphOf({ begin: { kind: 'manual' }, post: post({ buttons }) }, ['begin>post']),
      );
      const pressed = await workspace.activate(
        graphOf(
          {
            begin: { kind: 'slack_interaction', connectionId, button: 'take_over' },
            stop: { kind: 'end' },
          },
          ['begin>stop'],
        ),
      );
      await workspace.until(await workspace.run(asked));
      const { ts } = message();
      await slack.click({ ts, actionId: 'echoai_button_0', url: eventsUrl, user: 'U0BEN' });
      const execution = await workspace.latest(pressed);
      expect(execution.event).toMatchObject({ button: 'take_over', user: 'U0BEN', messageTs: ts });
    });

    it('is believed when Slack checks the address', async () => {
      const answer = await slack.verifyUrl(eventsUrl, 'a challenge');
      expect(await answer.json()).toEqual({ challenge: 'a challenge' });
    });
  });

  it('is not said to have given the grant back when it refused to', async () => {
    slack.fault({
      match: /auth\.revoke/,
      answer: { status: 200, body: '{"ok":false,"error":"fatal_error"}' },
    });
    const params = { connectionId };
    expect(await workspace.client.connections.remove({ params })).toEqual({
      revoked: false,
      detail: expect.stringContaining('may still list the app'),
    });
  });

  it('offers channels and people to choose from', async () => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await workspace.client.connections.options({
        params: { connectionId, list: 'destinations' },
        query: { search: 'e', ...(cursor && { cursor }) },
      });
      found.push(...page.items.map(({ label }) => label));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(found).toEqual(['#general', '#secret', 'Ada Byron', 'Ben Okafor']);
  });
});
