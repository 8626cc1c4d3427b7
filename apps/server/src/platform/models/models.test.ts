import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultModels } from '../../defaultModels.ts';
import { startModelServer } from '../../testing/modelServer.ts';
import { openModels } from './models.ts';

const model = 'text-embedding-3-small';
const asked: { path: string | undefined; authorization: string | undefined; body: Asked }[] = [];
interface Asked {
  model: string;
  input: string | string[];
  dimensions: number;
}

/** Speaks the embeddings API: the nth text has the number n, 512 times. */
const server = createServer(async (request, response) => {
  const body = JSON.parse((await request.toArray()).join('')) as Asked;
  asked.push({ path: request.url, authorization: request.headers.authorization, body });
  const data = [body.input].flat().map((_, index) => {
    const numbers = new Float32Array(512).fill(index + 1);
    const embedding = Buffer.from(numbers.buffer).toString('base64');
    return { object: 'embedding', index, embedding };
  });
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ object: 'list', model, data, usage: {} }));
});
let baseUrl: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('embeddings over OpenAI’s API', () => {
  it('are asked for with 512 dimensions, and come back as unit vectors', async () => {
    const models = openModels({ chat: null, embedding: { model, apiKey: 'sk-test', baseUrl } });
    const question = await models.embedQuestion(model, 'How long?');
    const [first, second] = await models.embedPassages(model, ['one', 'two']);
    for (const vector of [question, first!, second!]) {
      expect(vector).toHaveLength(512);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
    }
    expect(asked.map(({ path }) => path)).toEqual(['/v1/embeddings', '/v1/embeddings']);
    expect(asked[0]).toMatchObject({
      authorization: 'Bearer sk-test',
      body: { model, input: 'How long?', dimensions: 512 },
    });
    await models.close();
  });
});

describe('chat over OpenAI’s API', () => {
  /** What a question to `model` sends besides the messages, written as a stream and read at once. */
  async function parametersSent(name: string) {
    const standIn = await startModelServer();
    const models = openModels({
      chat: { model: name, apiKey: 'sk-test', baseUrl: standIn.url },
      embedding: { model: 'offline', apiKey: '', baseUrl: null },
    });
    for await (const _ of await (await models.openChatModel(null)).stream('How long?'));
    await (await models.openReader(null)).invoke('Answer as JSON.');
    await models.close();
    await standIn.close();
    return [standIn.state.requests[0]!, standIn.state.readings[0]!].map(
      ({ messages: _, ...parameters }) => parameters,
    );
  }

  it('asks the default model not to reason, and sends nothing that it refuses', async () => {
    const [written, read] = await parametersSent(defaultModels.chat);
    expect(written).toEqual({ model: 'gpt-6-luna', stream: true, reasoning_effort: 'none' });
    expect(read).toMatchObject({
      reasoning_effort: 'none',
      response_format: { type: 'json_object' },
    });
    for (const refused of ['max_tokens', 'temperature', 'top_p'])
      expect(read).not.toHaveProperty(refused);
  });

  it('sends a model that an owner names no parameter that it may not know', async () => {
    const [written, read] = await parametersSent('llama3.1');
    expect(written).toEqual({ model: 'llama3.1', stream: true });
    expect(read).not.toHaveProperty('reasoning_effort');
  });
});
