import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { termsOf } from '../knowledge/language.ts';
import { embeddingDimensions, type Models, openModels } from '../platform/models/models.ts';

export interface FakeModels extends Models {
  /** Every text embedded as a passage so far, with the model that it was embedded with. */
  readonly embedded: { model: string; text: string }[];
  /** Set to make embedding fail. */
  failure: Error | null;
  /** Awaited before every batch of passages. */
  gate: Promise<void> | null;
}

/**
 * Models without weights: a text's vector counts its terms by hash, so that texts that share words
 * are near each other. Records what was embedded. With `chatUrl` the chat model is real LangChain
 * against an OpenAI-compatible server there. With `understands` the vectors are the real offline
 * model's, for tests of what a message means beyond its words; each text takes 10 ms of the processor.
 */
export function createFakeModels({
  embeddingModel = 'offline',
  chatUrl,
  understands = false,
}: {
  embeddingModel?: string;
  chatUrl?: string;
  understands?: boolean;
} = {}): FakeModels {
  const chat = openModels({
    chat: chatUrl ? { model: 'small-model', apiKey: 'test', baseUrl: chatUrl } : null,
    embedding: { model: 'offline', apiKey: '', baseUrl: null },
  });
  const fake: FakeModels = {
    embeddingModel,
    embedded: [],
    failure: null,
    gate: null,
    canEmbed: () => true,
    async embedQuestion(_model, text) {
      if (fake.failure) throw fake.failure;
      return understands ? chat.embedQuestion('offline', text) : vectorOf(text);
    },
    async embedPassages(model, texts) {
      await fake.gate;
      if (fake.failure) throw fake.failure;
      fake.embedded.push(...texts.map((text) => ({ model, text })));
      return understands
        ? chat.embedPassages('offline', texts)
        : texts.map((text) => vectorOf(text));
    },
    chatModel: chat.chatModel,
    fastModel: chat.fastModel,
    silenceMs: chat.silenceMs,
    openChatModel: (name): Promise<BaseChatModel> => chat.openChatModel(name),
    openReader: (name): Promise<BaseChatModel> => chat.openReader(name),
    problemWith: (name) => chat.problemWith(name),
    noticeOf: (name, setting) => chat.noticeOf(name, setting),
    notices: () => chat.notices(),
    close: () => chat.close(),
  };
  return fake;
}

/** Counts a text's terms by hash: texts that share words are near each other. */
export function vectorOf(text: string, size = embeddingDimensions): number[] {
  const vector = new Array<number>(size).fill(0);
  for (const term of termsOf(text)) {
    let hash = 7;
    for (const character of term) hash = (hash * 31 + character.codePointAt(0)!) >>> 0;
    vector[hash % size]! += 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
