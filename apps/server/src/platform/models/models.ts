import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { Config } from '../../config.ts';
import { parametersOf } from '../../defaultModels.ts';
import { fetchByHttp } from './fetchByHttp.ts';
import { OfflineEmbeddings } from './offlineEmbeddings.ts';

/** Size of every embedding, whichever model makes it. */
export const embeddingDimensions = 512;

const modelSilenceMs = 30_000;

export interface Models {
  /** Name of the configured embedding model; vectors of different models are never compared. */
  readonly embeddingModel: string;
  /** Whether this configuration can embed with a model, such as the one configured before. */
  canEmbed(model: string): boolean;
  /** Unit vector of a question; recent questions are remembered. */
  embedQuestion(model: string, text: string): Promise<number[]>;
  /** Unit vectors of passages, in order. */
  embedPassages(model: string, texts: string[]): Promise<number[][]>;
  /** Name of the default chat model; null without one. */
  readonly chatModel: string | null;
  /** Milliseconds without a word of the chat model after which it counts as failed. */
  readonly silenceMs: number;
  /** @param name another model of the same provider; null takes the default */
  openChatModel(name: string | null): Promise<BaseChatModel>;
  /** The same, to answer short questions about a text with JSON, at once and without a second try. */
  openReader(name: string | null): Promise<BaseChatModel>;
  close(): Promise<void>;
}

/** Opens the models that the configuration names; what is not used is not loaded. */
export function openModels(config: Pick<Config, 'chat' | 'embedding'>): Models {
  const offline = new OfflineEmbeddings();
  const embedders = new Map<string, Promise<EmbeddingsInterface>>([
    ['offline', Promise.resolve(offline)],
  ]);
  const embedder = (model: string) => {
    const open = embedders.get(model) ?? openAiEmbeddings({ ...config.embedding, model });
    embedders.set(model, open);
    return open;
  };
  const remembered = new Map<string, Promise<number[]>>();
  const chatModels = new Map<string, Promise<BaseChatModel>>();
  const readers = new Map<string, Promise<BaseChatModel>>();
  return {
    embeddingModel: config.embedding.model,
    canEmbed: (model) =>
      model === 'offline' || Boolean(config.embedding.apiKey || config.embedding.baseUrl),
    embedQuestion(model, text) {
      const key = `${model}\n${text}`;
      const known = remembered.get(key);
      const vector =
        known ?? embedder(model).then(async (open) => toUnitLength(await open.embedQuery(text)));
      remembered.delete(key); // moves it to the end: the first key is the least recently used
      remembered.set(key, vector);
      if (!known) vector.catch(() => remembered.delete(key));
      if (remembered.size > 2_000) remembered.delete(remembered.keys().next().value!);
      return vector;
    },
    async embedPassages(model, texts) {
      return (await (await embedder(model)).embedDocuments(texts)).map(toUnitLength);
    },
    chatModel: config.chat?.model ?? null,
    silenceMs: modelSilenceMs,
    openChatModel(name) {
      if (!config.chat) throw new Error('No chat model is configured');
      const model = name ?? config.chat.model;
      const open = chatModels.get(model) ?? openAiChat({ ...config.chat, model });
      chatModels.set(model, open);
      return open;
    },
    openReader(name) {
      if (!config.chat) throw new Error('No chat model is configured');
      const model = name ?? config.chat.model;
      const open = readers.get(model) ?? openAiReader({ ...config.chat, model });
      readers.set(model, open);
      return open;
    },
    async close() {
      await offline.close();
    },
  };
}

/** How OpenAI's client reaches a model, whatever it is asked. */
function clientOf({ model, apiKey, baseUrl }: Config['embedding']) {
  return {
    model,
    apiKey: apiKey || 'none',
    timeout: modelSilenceMs,
    configuration: { fetch: fetchByHttp, ...(baseUrl ? { baseURL: baseUrl } : {}) },
  };
}

async function openAiChat(access: NonNullable<Config['chat']>) {
  const { ChatOpenAI } = await import('@langchain/openai');
  return new ChatOpenAI({
    ...clientOf(access),
    streaming: true,
    streamUsage: false,
    // One quick second try; after that the visitor's own retry is better than a longer wait.
    maxRetries: 1,
    modelKwargs: parametersOf(access.model),
  }) as BaseChatModel;
}

async function openAiReader(access: NonNullable<Config['chat']>) {
  const { ChatOpenAI } = await import('@langchain/openai');
  return new ChatOpenAI({
    ...clientOf(access),
    maxRetries: 0,
    modelKwargs: { ...parametersOf(access.model), response_format: { type: 'json_object' } },
  }) as BaseChatModel;
}

async function openAiEmbeddings(access: Config['embedding']) {
  const { OpenAIEmbeddings } = await import('@langchain/openai');
  return new OpenAIEmbeddings({
    ...clientOf(access),
    dimensions: embeddingDimensions,
    maxRetries: 2,
  });
}

function toUnitLength(vector: number[]): number[] {
  if (vector.length !== embeddingDimensions) {
    throw new Error(`The embedding model gave ${vector.length} dimensions, not 512.`);
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
