import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { type ModelProvider, modelProviders } from '../../modelProviders.ts';

/** What the chat models of LangChain's packages take alike. */
interface Fields {
  model: string;
  maxRetries: number;
  apiKey?: string;
  baseUrl?: string;
  /** Ollama's way to ask for JSON; the others have none that fits every model. */
  format?: 'json';
}

export type ImportPackage = (name: string) => Promise<unknown>;

/**
 * Opens a model of another provider by its LangChain package. This is what LangChain's `initChatModel`
 * does; that stands in a package that brings 20 MB more (decision 0031).
 */
export async function openProvider({
  provider,
  model,
  access,
  isReader,
  importPackage,
}: {
  provider: ModelProvider;
  model: string;
  access: { apiKey?: string; baseUrl?: string } | undefined;
  /** Whether it answers with JSON, at once and without a second try. */
  isReader: boolean;
  importPackage: ImportPackage;
}): Promise<BaseChatModel> {
  const { package: packageName, className } = modelProviders[provider];
  const classes = (await importPackage(packageName)) as Record<
    string,
    new (
      fields: Fields,
    ) => BaseChatModel
  >;
  return new classes[className]!({
    ...access,
    model,
    maxRetries: isReader ? 0 : 1,
    ...(isReader && provider === 'ollama' ? { format: 'json' } : {}),
  });
}
