import { type ClientRequest, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { maxFileBytes } from '@echoai/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/testServer.ts';
import { closeServer, serve } from './serve.ts';

let server: TestServer;
let http: Server;
let port: number;
let path: string;
let authorization: string;

beforeAll(async () => {
  server = await startTestServer();
  http = await serve({
    app: server.app,
    dashboard: (_request, response) => void response.end(),
    port: 0,
    host: '127.0.0.1',
    publicUrl: 'http://127.0.0.1',
  });
  port = (http.address() as AddressInfo).port;
  const { client, secretKey } = await server.createOrganisation();
  const bot = await client.chatbots.create({ body: { name: 'Archive' } });
  path = `/api/v1/chatbots/${bot.id}/sources`;
  authorization = `Bearer ${secretKey}`;
});
afterAll(async () => {
  await closeServer(http);
  await server.close();
});

const chunk = Buffer.alloc(256 * 1024, 'a');

/** Sends `size` bytes as fast as they are taken. @returns the answer, and how much was sent */
async function upload(headers: Record<string, string>, size: number) {
  const call = request({
    host: '127.0.0.1',
    port,
    path,
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x', ...headers },
  });
  const state = { sent: 0, answered: false };
  const answer = new Promise<{ status: number; body: string }>((resolve, reject) => {
    // The server may close the connection on the rest; what matters is that it answered before.
    call.on('error', (error) => state.answered || reject(error));
    call.on('response', async (response) => {
      state.answered = true;
      let body = '';
      for await (const part of response) body += part;
      resolve({ status: response.statusCode!, body });
    });
  });
  call.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n');
  void pump(call, state, size);
  const { status, body } = await answer;
  call.destroy();
  return { status, body, sent: state.sent };
}

async function pump(call: ClientRequest, state: { sent: number; answered: boolean }, size: number) {
  while (state.sent < size && !state.answered && !call.destroyed) {
    call.write(chunk);
    state.sent += chunk.length;
    while (call.writableNeedDrain && !state.answered && !call.destroyed) await sleep(2);
  }
}

it('an upload of 200 MB is refused before it is read, and costs no memory', async () => {
  const size = 200 * 1024 * 1024;
  const before = process.memoryUsage().rss;
  const announced = await upload({ authorization, 'content-length': String(size) }, size);
  expect(announced).toMatchObject({
    status: 413,
    body: expect.stringContaining('payload-too-large'),
  });
  expect(announced.sent).toBeLessThan(maxFileBytes);

  // Without its length it is read up to the limit.
  const streamed = await upload({ authorization, 'transfer-encoding': 'chunked' }, size);
  expect(streamed.status).toBe(413);
  expect(streamed.sent).toBeLessThan(2 * maxFileBytes);

  const stranger = await upload({ 'content-length': String(size) }, size);
  expect(stranger.status).toBe(401);
  expect(stranger.sent).toBeLessThan(maxFileBytes);

  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
});
