import { describe, expect, it } from 'vitest';
import { isInstalled, readModelName } from './modelProviders.ts';

const compatible = { baseUrl: 'http://localhost:11434/v1' };
const openAi = { baseUrl: null };

describe('the name of a model', () => {
  it.each([
    ['gpt-6-luna', 'openai', 'gpt-6-luna'],
    ['openai:gpt-6-luna', 'openai', 'gpt-6-luna'],
    ['ft:gpt-4o-mini-2024-07-18:shop::id', 'openai', 'ft:gpt-4o-mini-2024-07-18:shop::id'],
    ['anthropic:claude-haiku-5', 'anthropic', 'claude-haiku-5'],
    ['google:gemini-3.5-flash-lite', 'google', 'gemini-3.5-flash-lite'],
    ['mistralai:mistral-small-latest', 'mistralai', 'mistral-small-latest'],
    ['mistral:mistral-small-latest', 'mistralai', 'mistral-small-latest'],
    ['ollama:llama3.1:8b', 'ollama', 'llama3.1:8b'],
    ['cohere:command-a', null, 'command-a'],
    ['llama3.1:8b', null, '8b'],
    ['constructor:x', null, 'x'],
  ])('%s at OpenAI itself is of %s', (name, provider, model) => {
    expect(readModelName(name, openAi)).toEqual({ provider, model });
  });

  it.each([
    ['llama3.1:8b', 'openai', 'llama3.1:8b'],
    ['mistral:7b', 'openai', 'mistral:7b'],
    ['hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M', 'openai', undefined],
    ['cohere:command-a', 'openai', 'cohere:command-a'],
    ['openai:llama3.1:8b', 'openai', 'llama3.1:8b'],
    ['anthropic:claude-haiku-5', 'anthropic', 'claude-haiku-5'],
    ['ollama:mistral:7b', 'ollama', 'mistral:7b'],
  ])('%s with a compatible server is of %s', (name, provider, model = name) => {
    expect(readModelName(name, compatible)).toEqual({ provider, model });
  });
});

it('finds the packages that are installed, and no others', () => {
  expect(isInstalled('@langchain/openai')).toBe(true);
  expect(isInstalled('@langchain/of-nobody')).toBe(false);
});
