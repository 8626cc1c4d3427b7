import { createRequire } from 'node:module';

/**
 * Providers besides OpenAI, by the word that `provider:model` begins with. Each is reached by its
 * LangChain package, which is installed by whoever names one.
 */
export const modelProviders = {
  anthropic: {
    package: '@langchain/anthropic',
    version: '1.5.11',
    className: 'ChatAnthropic',
    keyVariable: 'ANTHROPIC_API_KEY',
  },
  google: {
    package: '@langchain/google',
    version: '0.2.6',
    className: 'ChatGoogle',
    keyVariable: 'GOOGLE_API_KEY',
  },
  mistralai: {
    package: '@langchain/mistralai',
    version: '1.2.0',
    className: 'ChatMistralAI',
    keyVariable: 'MISTRAL_API_KEY',
  },
  ollama: {
    package: '@langchain/ollama',
    version: '1.3.0',
    className: 'ChatOllama',
    keyVariable: null,
  },
} as const;

export type ModelProvider = keyof typeof modelProviders;

/** Where models are reached: OpenAI or a compatible server, and the other providers. */
export interface ModelAccess {
  /** OpenAI's key, or that of the compatible server. */
  apiKey: string;
  /** The compatible server's; null is OpenAI itself. */
  baseUrl: string | null;
  providers?: Partial<Record<ModelProvider, { apiKey?: string; baseUrl?: string }>>;
}

export interface NamedModel {
  /** Null: none of the providers, and no name of OpenAI's either. */
  provider: 'openai' | ModelProvider | null;
  /** As the provider calls it. */
  model: string;
}

/**
 * Takes `provider:model` apart. A name with a colon that begins with no provider is a whole name where a
 * compatible server is configured, since Ollama's have tags (`llama3.1:8b`, `mistral:7b`); and so is
 * one of OpenAI's tuned models (`ft:…`).
 */
export function readModelName(name: string, { baseUrl }: Pick<ModelAccess, 'baseUrl'>): NamedModel {
  const [prefix = '', ...rest] = name.split(':');
  if (rest.length === 0) return { provider: 'openai', model: name };
  const model = rest.join(':').trim();
  if (prefix === 'openai') return { provider: 'openai', model };
  if (Object.hasOwn(modelProviders, prefix)) return { provider: prefix as ModelProvider, model };
  if (baseUrl !== null || prefix === 'ft') return { provider: 'openai', model: name };
  // As LangChain has it; on a compatible server it is a model.
  if (prefix === 'mistral') return { provider: 'mistralai', model };
  return { provider: null, model };
}

/** Whether Node finds a package from here. */
export function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** What has to be corrected before the model can be opened, in sentences for the owner; null when nothing. */
export function problemWithModel(
  name: string,
  access: ModelAccess,
  isThere: (packageName: string) => boolean = isInstalled,
): string | null {
  const { provider, model } = readModelName(name, access);
  if (provider === null) {
    const known = ['openai', ...Object.keys(modelProviders)].map((word) => `${word}:`).join(', ');
    return `“${name.split(':')[0]}” is no provider that EchoAI knows (${known}). A model of your own server may have a colon in its name once OPENAI_BASE_URL is set.`;
  }
  if (model === '') return `The name of the model is missing after “${name.trim()}”.`;
  if (provider === 'openai') {
    return access.apiKey || access.baseUrl
      ? null
      : `${model} needs OPENAI_API_KEY or OPENAI_BASE_URL.`;
  }
  const { package: packageName, version, keyVariable } = modelProviders[provider];
  if (!isThere(packageName)) {
    return `The package ${packageName} is not installed. Run this in the folder of EchoAI, then start it again:\n  npm install --no-save --omit=dev ${packageName}@${version}`;
  }
  if (keyVariable && !access.providers?.[provider]?.apiKey) return `${name} needs ${keyVariable}.`;
  return null;
}
