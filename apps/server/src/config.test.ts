import { readFileSync } from 'node:fs';
import { providers } from '@echoai/integrations';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, environment, providerVariables, readConfig } from './config.ts';

const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');

describe('the configuration', () => {
  it('is documented: the table lists exactly the variables that are read', () => {
    const documented = [...page.matchAll(/^\| `(\w+)` +\| (.+?) +\| (.+?) +\|$/gm)];
    const ofProviders = Object.keys(providerVariables);
    const others = Object.keys(environment.shape).filter((name) => !ofProviders.includes(name));
    expect(documented.map(([, name]) => name)).toEqual(others);
    // Those of the providers are listed as one row for all of them.
    for (const id of Object.keys(providers))
      expect(page).toContain(`\`${id.toUpperCase().replaceAll('-', '_')}\``);
    const { PORT, ECHOAI_DEMO, ECHOAI_LOG } = environment.parse({});
    const defaultOf = (name: string) => documented.find(([, other]) => other === name)![2];
    expect(defaultOf('PORT')).toBe(`\`${PORT}\``);
    expect(defaultOf('ECHOAI_DEMO')).toBe(`\`${ECHOAI_DEMO}\``);
    expect(defaultOf('ECHOAI_LOG')).toBe(`\`${ECHOAI_LOG}\``);
  });

  it('needs nothing, and takes an empty variable for an absent one', () => {
    const empty = Object.fromEntries(Object.keys(environment.shape).map((name) => [name, '']));
    expect(readConfig(empty)).toEqual(readConfig({}));
    expect(readConfig({})).toMatchObject({
      port: 3000,
      publicUrl: 'http://localhost:3000',
      demo: true,
      databaseUrl: null,
      chat: null,
      embedding: { model: 'offline' },
    });
  });

  it('takes hosts of one’s own network by name, address and range, and nothing else', () => {
    const allowed = (list: string) => readConfig({ ECHOAI_ALLOW_PRIVATE: list }).allowPrivate;
    expect(allowed('crm.internal, 10.0.0.0/8,::1,')).toEqual(['crm.internal', '10.0.0.0/8', '::1']);
    expect(allowed('')).toEqual([]);
    expect(() => allowed('http://crm.internal')).toThrow(/ECHOAI_ALLOW_PRIVATE/);
  });

  it('chooses embeddings of OpenAI only where it is sure that there are some', () => {
    const modelFor = (variables: Record<string, string>) => readConfig(variables).embedding.model;
    const OPENAI_BASE_URL = 'http://localhost:11434/v1';
    expect(modelFor({ OPENAI_API_KEY: 'sk' })).toBe('text-embedding-3-small');
    expect(modelFor({ OPENAI_API_KEY: 'sk', OPENAI_BASE_URL })).toBe('offline');
    expect(modelFor({ OPENAI_BASE_URL, EMBEDDING_MODEL: 'nomic-embed-text' })).toBe(
      'nomic-embed-text',
    );
    expect(() => readConfig({ EMBEDDING_MODEL: 'text-embedding-3-small' })).toThrow(
      ConfigurationError,
    );
    expect(modelFor({ OPENAI_BASE_URL, EMBEDDING_MODEL: 'nomic-embed-text:v1.5' })).toBe(
      'nomic-embed-text:v1.5',
    );
    expect(
      modelFor({ OPENAI_API_KEY: 'sk', EMBEDDING_MODEL: 'openai:text-embedding-3-large' }),
    ).toBe('text-embedding-3-large');
    for (const EMBEDDING_MODEL of ['ollama:nomic-embed-text', 'mistral:mistral-embed'])
      expect(() => modelFor({ OPENAI_API_KEY: 'sk', EMBEDDING_MODEL })).toThrow(
        `EMBEDDING_MODEL=${EMBEDDING_MODEL} cannot be used. Embeddings come from OpenAI`,
      );
  });

  it('reads with the default fast model at OpenAI, and with the chat model elsewhere', () => {
    const fastFor = (variables: Record<string, string>) =>
      readConfig(variables, () => true).chat?.fastModel;
    const OPENAI_BASE_URL = 'http://localhost:11434/v1';
    expect(fastFor({ OPENAI_API_KEY: 'sk' })).toBe('gpt-6-luna');
    expect(fastFor({ OPENAI_API_KEY: 'sk', CHAT_MODEL: 'gpt-6.2-sol' })).toBe('gpt-6-luna');
    expect(fastFor({ OPENAI_API_KEY: 'sk', CHAT_MODEL: 'openai:gpt-6.2-sol' })).toBe('gpt-6-luna');
    expect(fastFor({ OPENAI_BASE_URL, CHAT_MODEL: 'mistral:7b' })).toBe('mistral:7b');
    const claude = { CHAT_MODEL: 'anthropic:claude-haiku-5', ANTHROPIC_API_KEY: 'sk' };
    expect(fastFor(claude)).toBe('anthropic:claude-haiku-5');
    expect(fastFor({ ...claude, FAST_MODEL: 'ollama:llama3.1:8b' })).toBe('ollama:llama3.1:8b');
    expect(fastFor({ FAST_MODEL: 'gpt-6-luna' })).toBeUndefined();
  });

  it('stops at a provider’s model whose package is not installed, with the command', () => {
    const CHAT_MODEL = 'anthropic:claude-haiku-5';
    const read = () => readConfig({ CHAT_MODEL, ANTHROPIC_API_KEY: 'sk' }, () => false);
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(
      'CHAT_MODEL=anthropic:claude-haiku-5 cannot be used. The package @langchain/anthropic is not installed. Run this in the folder of EchoAI, then start it again:\n  npm install --no-save --omit=dev @langchain/anthropic@1.5.11',
    );
  });

  it('stops at a model that nothing reaches', () => {
    const problem = (variables: Record<string, string>) => () => readConfig(variables, () => true);
    expect(problem({ CHAT_MODEL: 'anthropic:claude-haiku-5' })).toThrow(
      'CHAT_MODEL=anthropic:claude-haiku-5 cannot be used. anthropic:claude-haiku-5 needs ANTHROPIC_API_KEY.',
    );
    expect(problem({ CHAT_MODEL: 'cohere:command-a' })).toThrow(
      /CHAT_MODEL=.* “cohere” is no provider that EchoAI knows \(openai:, anthropic:, google:, mistralai:, ollama:\)/,
    );
    expect(problem({ CHAT_MODEL: 'ollama:llama3.1:8b', FAST_MODEL: 'gpt-6-luna' })).toThrow(
      'FAST_MODEL=gpt-6-luna cannot be used. gpt-6-luna needs OPENAI_API_KEY or OPENAI_BASE_URL.',
    );
    expect(problem({ OPENAI_API_KEY: 'sk', CHAT_MODEL: 'openai:' })).toThrow('is missing after');
  });
});
