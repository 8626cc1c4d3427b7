import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../testing/mailServer.ts';
import { startTestServer, type TestServer } from '../../testing/testServer.ts';
import { performAction } from '../testing/performAction.ts';
import { openWorkspace, type Workspace } from '../testing/workspace.ts';

let server: TestServer;
let mail: MailServer;
let workspace: Workspace;

beforeAll(async () => {
  mail = await startMailServer();
  const environment = { SMTP_URL: mail.url, SMTP_FROM: 'Shop <shop@example.com>' };
  server = await startTestServer({ environment });
  workspace = await openWorkspace(server);
});
afterAll(async () => {
  await server.close();
  await mail.close();
});
beforeEach(() => {
  mail.state.mails = [];
  mail.state.behaviour = {};
});

const email = (to: string[], config: Record<string, unknown> = {}) =>
  performAction(workspace, {
    kind: 'send_email',
    to,
    subject: 'New lead',
    body: 'Ada asks for a quote.',
    retry: { attempts: 3, delaySeconds: 0 },
    ...config,
  });
const receivers = () => mail.state.mails.map(({ to }) => to);

describe('an e-mail', () => {
  it('goes to each of its recipients alone', async () => {
    // Not “b@example.com”: a message id, which is hexadecimal, may end so.
    const [ada, grace] = ['ada@example.com', 'grace@example.com'];
    const { execution, step } = await email([ada, grace, ada]);
    const emailId = `${execution.id}-${step.visit}`;
    expect(step).toMatchObject({ outcome: 'next', output: { emailId } });
    expect(receivers()).toEqual([ada, grace]);
    expect(mail.state.mails[0]!.text).toMatch(/^Subject: New lead$/m);
    expect(mail.state.mails[0]!.text).toContain('Ada asks for a quote.');
    expect(mail.state.mails[0]!.text).not.toContain(grace);
  });

  it('has no more headers than its subject gives', async () => {
    await email(['a@example.com'], { subject: 'Hello\r\nBcc: eve@example.com' });
    expect(receivers()).toEqual(['a@example.com']);
    expect(mail.state.mails[0]!.text).not.toMatch(/^Bcc:/m);
  });

  it('is tried again when the server takes none for now, and not when it never will', async () => {
    mail.state.behaviour = { 'a@example.com': 'refuse-for-now' };
    expect((await email(['a@example.com'])).step).toMatchObject({ outcome: 'error', attempts: 3 });
    mail.state.behaviour = { 'a@example.com': 'refuse' };
    const { execution, step } = await email(['a@example.com']);
    expect(execution.status).toBe('failed');
    expect(step).toMatchObject({ outcome: 'error', attempts: 1 });
    expect(step.error).toMatch(/not to a@example.com: 550 no such mailbox/);
  });

  it('is not sent twice to one because another could not get it', async () => {
    mail.state.behaviour = { 'b@example.com': 'refuse-for-now' };
    const { step } = await email(['a@example.com', 'b@example.com', 'c@example.com']);
    expect(step).toMatchObject({ outcome: 'error', attempts: 1 });
    expect(step.error).toMatch(/sent to a@example.com, c@example.com; not to b@example.com: 451/);
    expect(receivers()).toEqual(['a@example.com', 'c@example.com']);
  });

  it('of which nobody knows whether the server took it waits for the team', async () => {
    mail.state.behaviour = { 'a@example.com': 'hang-up-after-data' };
    const { execution, step } = await email(['a@example.com']);
    expect(execution.status).toBe('held');
    expect(step).toMatchObject({ state: 'uncertain', attempts: 1 });
    expect(receivers()).toEqual(['a@example.com']);
    mail.state.behaviour = { 'a@example.com': 'silence' };
    const slow = await email(['a@example.com'], { timeoutSeconds: 1 });
    expect(slow.step).toMatchObject({ state: 'uncertain' });
  });

  it('goes to nobody without an address', async () => {
    const { step } = await email(['{{ "not an address" }}']);
    expect(step.error).toBe('“not an address” is no e-mail address.');
    expect(step.attempts).toBe(1);
  });
});

describe('a notice to the team', () => {
  const notices = async (executionId: string) => {
    const { items } = await workspace.client.notifications.list({ query: {} });
    // That it failed is told too.
    return items.filter((item) => item.executionId === executionId && item.title === 'Unhappy');
  };

  it('appears in the dashboard', async () => {
    const notice = { kind: 'notify_team', title: 'Unhappy', text: 'A visitor is unhappy.' };
    const { execution, step } = await performAction(workspace, notice);
    expect(step).toMatchObject({ outcome: 'next', guarantee: 'exactly-once' });
    expect(await notices(execution.id)).toMatchObject([
      { title: 'Unhappy', text: 'A visitor is unhappy.', count: 1, readAt: null },
    ]);
    expect(receivers()).toEqual([]);
  });

  it('goes by e-mail too, and is there once however often that is tried', async () => {
    const notice = { kind: 'notify_team', title: 'Unhappy', emails: ['a@example.com'] };
    const { execution } = await performAction(workspace, notice);
    expect(await notices(execution.id)).toHaveLength(1);
    expect(receivers()).toEqual(['a@example.com']);
    expect(mail.state.mails[0]!.text).toMatch(/From the workflow/);
    mail.state.behaviour = { 'a@example.com': 'refuse-for-now' };
    const retry = { attempts: 3, delaySeconds: 0 };
    const failed = await performAction(workspace, { ...notice, retry });
    expect(failed.step).toMatchObject({ outcome: 'error', attempts: 3 });
    expect(await notices(failed.execution.id)).toHaveLength(1);
  });
});
