import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { Config } from '../../config.ts';
import { withdrawalNotice } from '../../defaultModels.ts';
import { isInstalled, problemWithModel, readModelName } from '../../modelProviders.ts';
import { AppError } from '../errors.ts';
import { openEmbeddings } from './embeddings.ts';
import { OfflineEmbeddings } from './offlineEmbeddings.ts';
import { modelSilenceMs, openAiChat, openAiReader } from './openAi.ts';
import { type ImportPackage, openProvider } from './openProvider.ts';

export { embeddingDimensions } from './embeddings.ts';

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
  /** Name of the model that reads messages and writes summaries; null without a chat model. */
  readonly fastModel: string | null;
  /** Milliseconds without a word of the chat model after which it counts as failed. */
  readonly silenceMs: number;
  /**
   * @param name another model, of any provider as `provider:model`; null takes `chatModel`
   * @throws {AppError} `model-misconfigured` when there is a problem with it
   */
  openChatModel(name: string | null): Promise<BaseChatModel>;
  /**
   * The same, to answer short questions about a text with JSON, at once and without a second try.
   * @param name null takes `fastModel`
   */
  openReader(name: string | null): Promise<BaseChatModel>;
  /** What the owner has to correct before a model of this name can be opened; null when nothing. */
  problemWith(name: string): string | null;
  /**
   * What the owner has to know of a model's announced end; null when there is nothing.
   * @param setting what names the model, such as `CHAT_MODEL`
   */
  noticeOf(name: string, setting: string): string | null;
  /** The same of the models that the configuration names. */
  notices(): string[];
  close(): Promise<void>;
}

/**
 * Opens the models that the configuration names; what is not used is not loaded.
 * @param options what tests replace: the clock, and where packages of providers come from
 */
export function openModels(
  config: Pick<Config, 'chat' | 'embedding'>,
  {
    now = () => new Date(),
    isThere = isInstalled,
    importPackage = (name) => import(name),
  }: {
    now?: () => Date;
    isThere?: (packageName: string) => boolean;
    importPackage?: ImportPackage;
  } = {},
): Models {
  const { chat } = config;
  const fastModel = chat && (chat.fastModel ?? chat.model);
  const offline = new OfflineEmbeddings();
  const embedders = new Map<string, Promise<EmbeddingsInterface>>([
    ['offline', Promise.resolve(offline)],
  ]);
  const embedder = (model: string) => {
    const open = embedders.get(model) ?? openEmbeddings({ ...config.embedding, model });
    embedders.set(model, open);
    return open;
  };
  const remembered = new Map<string, Promise<number[]>>();

  async function open(name: string, isReader: boolean): Promise<BaseChatModel> {
    if (!chat) throw new Error('No chat model is configured');
    const problem = problemWithModel(name, chat, isThere);
    if (problem) {
      throw new AppError(
        'model-misconfigured',
        'The model of this chatbot cannot be opened. The owner finds the reason under Settings.',
        { cause: new Error(problem) },
      );
    }
    const { provider, model } = readModelName(name, chat);
    if (provider === null || provider === 'openai') {
      return isReader ? openAiReader({ ...chat, model }) : openAiChat({ ...chat, model });
    }
    const access = chat.providers?.[provider];
    return openProvider({ provider, model, access, isReader, importPackage });
  }
  const chatModels = rememberOpen((name) => open(name, false));
  const readers = rememberOpen((name) => open(name, true));

  const noticeOf = (name: string, setting: string) =>
    // Compatible servers keep models as long as they like.
    chat?.baseUrl === null && readModelName(name, chat).provider === 'openai'
      ? withdrawalNotice({ model: readModelName(name, chat).model, setting, now: now() })
      : null;

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
    chatModel: chat?.model ?? null,
    fastModel,
    silenceMs: modelSilenceMs,
    openChatModel: async (name) => chatModels(name ?? chat?.model ?? ''),
    openReader: async (name) => readers(name ?? fastModel ?? ''),
    problemWith: (name) => chat && problemWithModel(name, chat, isThere),
    noticeOf,
    notices: () =>
      Object.entries({ CHAT_MODEL: chat?.model, FAST_MODEL: fastModel }).flatMap(
        ([setting, name]) => (name && noticeOf(name, setting)) || [],
      ),
    async close() {
      await offline.close();
    },
  };
}

/** Opens a model once for each name; one that could not be opened is tried again. */
function rememberOpen(open: (name: string) => Promise<BaseChatModel>) {
  const models = new Map<string, Promise<BaseChatModel>>();
  return (name: string) => {
    const model = models.get(name) ?? open(name);
    models.set(name, model);
    model.catch(() => models.delete(name));
    return model;
  };
}

function toUnitLength(vector: number[]): number[] {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
