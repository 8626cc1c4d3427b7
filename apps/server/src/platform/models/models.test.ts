import { FakeListChatModel } from '@langchain/core/utils/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultModels } from '../../defaultModels.ts';
import { startEmbeddingServer } from '../../testing/embeddingServer.ts';
import { startModelServer } from '../../testing/modelServer.ts';
import { openModels } from './models.ts';

const model = 'text-embedding-3-small';
const offlineEmbedding = { model: 'offline', apiKey: '', baseUrl: null };

afterEach(() => vi.unstubAllEnvs());

describe('embeddings over OpenAI’s API', () => {
  async function startEmbedding(options?: { size: number }) {
    const standIn = await startEmbeddingServer(options);
    const embedding = { model, apiKey: 'sk-test', baseUrl: standIn.url };
    return { standIn, models: openModels({ chat: null, embedding }) };
  }

  it('are asked for with 512 dimensions, and come back as unit vectors', async () => {
    const { standIn, models } = await startEmbedding({ size: 512 });
    const question = await models.embedQuestion(model, 'How long?');
    const [first, second] = await models.embedPassages(model, ['one two', 'three']);
    for (const vector of [question, first!, second!]) {
      expect(vector).toHaveLength(512);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
    }
    const { requests } = standIn.state;
    expect(requests.map(({ path }) => path)).toEqual(['/v1/embeddings', '/v1/embeddings']);
    expect(requests[0]).toMatchObject({
      authorization: 'Bearer sk-test',
      body: { model, input: 'How long?', dimensions: 512 },
    });
    await standIn.close();
  });

  it('are taken in the size that the model has, where the server ignores the one asked for', async () => {
    const { standIn, models } = await startEmbedding({ size: 768 });
    expect(await models.embedQuestion(model, 'How long?')).toHaveLength(768);
    const [first] = await models.embedPassages(model, ['one']);
    expect(first).toHaveLength(768);
    await standIn.close();
  });

  it('are asked for without a size once the server refuses one', async () => {
    const { standIn, models } = await startEmbedding({ size: 1_536 });
    standIn.state.refusesDimensions = true;
    expect(await models.embedQuestion(model, 'How long?')).toHaveLength(1_536);
    expect((await models.embedPassages(model, ['one']))[0]).toHaveLength(1_536);
    expect(standIn.state.requests.map(({ body }) => body.dimensions)).toEqual([
      512,
      undefined,
      undefined,
    ]);
    await standIn.close();
  });

  it('of another size than before are an error that says so', async () => {
    const { standIn, models } = await startEmbedding({ size: 768 });
    await models.embedQuestion(model, 'How long?');
    standIn.state.size = 1_024;
    await expect(models.embedPassages(model, ['one'])).rejects.toThrow(
      /text-embedding-3-small makes vectors of 1024 numbers now, .* of 768 before/,
    );
    await standIn.close();
  });
});

describe('chat over OpenAI’s API', () => {
  /** What a question to `model` sends besides the messages, written as a stream and read at once. */
  async function parametersSent(name: string) {
    const standIn = await startModelServer();
    const models = openModels({
      chat: { model: name, apiKey: 'sk-test', baseUrl: standIn.url },
      embedding: offlineEmbedding,
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

  it('reads with the fast model, and with the chat model where none is named', async () => {
    const standIn = await startModelServer();
    const access = { apiKey: '', baseUrl: standIn.url };
    const read = async (fastModel?: string, name: string | null = null) => {
      const chat = { ...access, model: 'llama3.1:8b', ...(fastModel ? { fastModel } : {}) };
      const models = openModels({ chat, embedding: offlineEmbedding });
      await (await models.openReader(name)).invoke('Answer as JSON.');
      return [models.fastModel, standIn.state.readings.at(-1)!.model];
    };
    expect(await read('qwen3:1.7b')).toEqual(['qwen3:1.7b', 'qwen3:1.7b']);
    expect(await read()).toEqual(['llama3.1:8b', 'llama3.1:8b']);
    expect(await read('qwen3:1.7b', 'openai:mistral:7b')).toEqual(['qwen3:1.7b', 'mistral:7b']);
    await standIn.close();
  });

  const tool = {
    type: 'function',
    function: { name: 'search_knowledge', description: '', parameters: { type: 'object' } },
  };

  it('gives tools to a model over chat completions, asked not to reason', async () => {
    const standIn = await startModelServer();
    const models = openModels({
      chat: { model: defaultModels.chat, apiKey: '', baseUrl: standIn.url },
      embedding: offlineEmbedding,
    });
    const chat = (await models.openChatModel(null)).bindTools!([tool]);
    for await (const _ of await chat.stream('How long?'));
    expect(standIn.state.requests).toMatchObject([{ tools: [tool], reasoning_effort: 'none' }]);
    await standIn.close();
  });

  it('gives tools to OpenAI’s models that always reason over the Responses API alone', async () => {
    const standIn = await startModelServer();
    vi.stubEnv('OPENAI_BASE_URL', standIn.url); // where OpenAI's client finds OpenAI
    const models = openModels({
      chat: { model: 'gpt-6.2-sol', apiKey: 'sk-test', baseUrl: null },
      embedding: offlineEmbedding,
    });
    const chat = await models.openChatModel(null);
    for await (const _ of await chat.stream('How long?'));
    expect(standIn.state.requests).toHaveLength(1);
    await expect(chat.bindTools!([tool]).stream('How long?')).rejects.toThrow('404');
    expect(standIn.state.otherPaths).toEqual(['/v1/responses']);
    await standIn.close();
  });
});

describe('models of other providers', () => {
  class ChatAnthropic extends FakeListChatModel {
    static opened: object[] = [];
    constructor(fields: object) {
      super({ responses: ['Thirty days.'] });
      ChatAnthropic.opened.push(fields);
    }
  }
  const chat = {
    model: 'anthropic:claude-haiku-5',
    apiKey: '',
    baseUrl: null,
    providers: { anthropic: { apiKey: 'sk-ant' } },
  };

  it('are opened by their LangChain package, once', async () => {
    const imported: string[] = [];
    const models = openModels(
      { chat, embedding: offlineEmbedding },
      {
        isThere: () => true,
        importPackage: async (name) => {
          imported.push(name);
          return { ChatAnthropic };
        },
      },
    );
    const answer = await (await models.openChatModel(null)).invoke('How long?');
    expect(answer.text).toBe('Thirty days.');
    await models.openChatModel(null);
    await models.openReader(null);
    expect(imported).toEqual(['@langchain/anthropic', '@langchain/anthropic']);
    expect(ChatAnthropic.opened).toEqual([
      { apiKey: 'sk-ant', model: 'claude-haiku-5', maxRetries: 1 },
      { apiKey: 'sk-ant', model: 'claude-haiku-5', maxRetries: 0 },
    ]);
  });

  it('that cannot be opened tell visitors nothing of the reason, and the owner all', async () => {
    const models = openModels({ chat, embedding: offlineEmbedding }, { isThere: () => false });
    const opened = models.openChatModel(null);
    await expect(opened).rejects.toMatchObject({
      code: 'model-misconfigured',
      message:
        'The model of this chatbot cannot be opened. The owner finds the reason under Settings.',
      cause: { message: expect.stringContaining('npm install') },
    });
    expect(models.problemWith('gpt-6-luna')).toBe(
      'gpt-6-luna needs OPENAI_API_KEY or OPENAI_BASE_URL.',
    );
  });
});

describe('an announced end', () => {
  const openAt = (day: string, access: { model: string; fastModel?: string; baseUrl?: string }) =>
    openModels(
      { chat: { apiKey: 'sk', baseUrl: null, ...access }, embedding: offlineEmbedding },
      { now: () => new Date(day) },
    ).notices();

  it('of a configured model is announced with its setting and the successor', () => {
    expect(
      openAt('2026-11-30T12:00:00Z', { model: 'openai:gpt-4o-mini', fastModel: 'gpt-5-nano' }),
    ).toEqual([
      'gpt-4o-mini will be withdrawn on 14 January 2027. Set CHAT_MODEL to gpt-6-luna.',
      'gpt-5-nano will be withdrawn on 11 December 2026, in 11 days. Set FAST_MODEL to gpt-6-luna.',
    ]);
    expect(openAt('2026-11-30T12:00:00Z', defaultModelsOf())).toEqual([]);
  });

  it('does not concern compatible servers and other providers', () => {
    const day = '2026-11-30T12:00:00Z';
    expect(openAt(day, { model: 'gpt-4o-mini', baseUrl: 'http://localhost:1/v1' })).toEqual([]);
    expect(openAt(day, { model: 'ollama:gpt-4o-mini' })).toEqual([]);
  });

  const defaultModelsOf = () => ({ model: defaultModels.chat, fastModel: defaultModels.fast });
});
