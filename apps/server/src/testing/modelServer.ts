import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the stand-in answers the next requests. */
export type ModelBehaviour =
  | { kind: 'answer'; text: string; chunkDelayMs?: number }
  /** Calls tools, after `text` if there is one. `args` that are a string are sent as they are. */
  | { kind: 'calls'; calls: { name: string; args: object | string }[]; text?: string }
  /** Refuses tools as servers do whose model knows none; answers a request without. */
  | { kind: 'without-tools'; text: string }
  /** Refuses with a message, as providers do that repeat the request. */
  | { kind: 'status'; status: number; message?: string }
  /** Sends `text`, then closes the connection. */
  | { kind: 'break-off'; text: string }
  /** Sends `text` and `[DONE]`, but never a finish reason. */
  | { kind: 'no-finish-reason'; text: string }
  | { kind: 'cut-off'; text: string }
  /** Sends `text`, then nothing until the client gives up. */
  | { kind: 'silence'; text: string };

export interface ModelRequest {
  model: string;
  messages: { role: string; content: string; tool_call_id?: string }[];
  [parameter: string]: unknown;
}

/** A stand-in for the OpenAI chat API on a local port: streams, fails and breaks off as told. */
export async function startModelServer(
  initial: ModelBehaviour = { kind: 'answer', text: 'Yes [1].' },
) {
  const state = {
    behaviour: initial,
    /** What it does before, one each time it is asked to write. */
    behavioursInTurn: [] as ModelBehaviour[],
    /** What it says when asked to label a message. */
    reading: '{"sentiment": 0, "intent": null, "confidence": 0.5}',
    /** What it says before, one each time it is asked. */
    readingsInTurn: [] as string[],
    /** Milliseconds until it does. */
    readingDelayMs: 0,
    requests: [] as ModelRequest[],
    readings: [] as ModelRequest[],
    /** Paths that were asked for besides chat completions, which it does not have. */
    otherPaths: [] as string[],
    /** Answers that the client wanted no longer before they ended. */
    givenUp: 0,
  };
  const server = createServer(async (request, response) => {
    if (!request.url?.endsWith('/chat/completions')) {
      state.otherPaths.push(request.url ?? '');
      response.writeHead(404).end();
      return;
    }
    const asked = JSON.parse(await readBody(request)) as ModelRequest & { stream?: boolean };
    if (!asked.stream) {
      state.readings.push(asked);
      const reading = state.readingsInTurn.shift() ?? state.reading;
      setTimeout(() => answerAtOnce(response, reading), state.readingDelayMs);
      return;
    }
    state.requests.push(asked);
    response.on('close', () => {
      if (!response.writableEnded) state.givenUp++;
    });
    answer(response, state.behavioursInTurn.shift() ?? state.behaviour, asked);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    state,
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type ModelServer = Awaited<ReturnType<typeof startModelServer>>;

function answerAtOnce(response: ServerResponse, content: string): void {
  const message = { role: 'assistant', content };
  const choices = [{ index: 0, message, finish_reason: 'stop' }];
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      id: 'chatcmpl-test',
      object: 'chat.completion',
      created: 0,
      model: 'small-model',
      choices,
    }),
  );
}

async function answer(
  response: ServerResponse,
  behaviour: ModelBehaviour,
  asked: ModelRequest,
): Promise<void> {
  if (behaviour.kind === 'without-tools') {
    const text = behaviour.text;
    const refusal = { kind: 'status', status: 400, message: 'does not support tools' } as const;
    return answer(response, asked.tools ? refusal : { kind: 'answer', text }, asked);
  }
  if (behaviour.kind === 'status') {
    response.writeHead(behaviour.status, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ error: { message: behaviour.message ?? 'refused', type: 'test' } }),
    );
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const word of (behaviour.text ?? '').match(/\s*\S+/g) ?? []) {
    response.write(chunk({ content: word }, null));
    if (behaviour.kind === 'answer' && behaviour.chunkDelayMs) {
      await new Promise((resolve) => setTimeout(resolve, behaviour.chunkDelayMs));
    }
  }
  if (behaviour.kind === 'silence') return;
  if (behaviour.kind === 'break-off') {
    // Flushed first, so that the client sees half an answer.
    setTimeout(() => response.destroy(), 20);
    return;
  }
  if (behaviour.kind === 'calls') {
    for (const [index, { name, args }] of behaviour.calls.entries()) {
      const text = typeof args === 'string' ? args : JSON.stringify(args);
      const call = { index, id: `call_${index}`, type: 'function' };
      response.write(chunk({ tool_calls: [{ ...call, function: { name, arguments: '' } }] }, null));
      const rest = { index, function: { arguments: text } };
      response.write(chunk({ tool_calls: [rest] }, null));
    }
    response.write(chunk({}, 'tool_calls'));
  }
  if (behaviour.kind === 'answer') response.write(chunk({}, 'stop'));
  if (behaviour.kind === 'cut-off') response.write(chunk({}, 'length'));
  response.end('data: [DONE]\n\n');
}

function chunk(
  delta: { content?: string; tool_calls?: object[] },
  finishReason: string | null,
): string {
  const body = {
    id: 'chatcmpl-test',
    object: 'chat.completion.chunk',
    created: 0,
    model: 'small-model',
    choices: [{ index: 0, delta: { role: 'assistant', ...delta }, finish_reason: finishReason }],
  };
  return `data: ${JSON.stringify(body)}\n\n`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
