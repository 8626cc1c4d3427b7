import { expect } from 'vitest';
import type { TestServer } from '../../../testing/testServer.ts';
import { graphOf } from '../../testing/graph.ts';
import type { Workspace } from '../../testing/workspace.ts';

type Event = { body: unknown; query: unknown };
export type Request = Omit<RequestInit, 'body'> & {
  body?: string | Uint8Array | FormData;
  query?: string;
};
/** The webhook of a new active automation, with its secret and what sends to it. */
export async function openHookOf({
  server,
  workspace,
  trigger = {},
}: {
  server: TestServer;
  workspace: Workspace;
  trigger?: Record<string, unknown>;
}) {
  const graph = graphOf(
    { hook: { kind: 'webhook', signed: false, ...trigger }, stop: { kind: 'end' } },
    ['hook>stop'],
  );
  const workflowId = await workspace.activate(graph);
  const { webhook } = await workspace.client.workflows.get({ params: { workflowId } });
  const path = new URL(webhook!.url!).pathname;
  const send = ({ query = '', ...init }: Request = {}) =>
    server.request(`${path}${query}`, { method: 'POST', ...(init as RequestInit) });
  return {
    workflowId,
    secret: webhook!.secret!,
    send,
    async start(request: Request): Promise<string> {
      const response = await send(request);
      expect(response.status, await response.clone().text()).toBe(202);
      return ((await response.json()) as { executionId: string }).executionId;
    },
    async event(request: Request): Promise<Event> {
      const execution = await workspace.until(await this.start(request));
      return execution.event as unknown as Event;
    },
  };
}
