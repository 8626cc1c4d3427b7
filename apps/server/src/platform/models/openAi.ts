import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { needsResponsesForTools, parametersOf } from '../../defaultModels.ts';
import { fetchByHttp } from './fetchByHttp.ts';

/** Milliseconds without a word after which a model counts as failed. */
export const modelSilenceMs = 30_000;

/** A model of OpenAI, or of a server that speaks its API. */
export interface OpenAiAccess {
  model: string;
  apiKey: string;
  baseUrl: string | null;
}

/** How OpenAI's client reaches a model, whatever it is asked. */
export function clientOf({ model, apiKey, baseUrl }: OpenAiAccess) {
  return {
    model,
    apiKey: apiKey || 'none',
    timeout: modelSilenceMs,
    configuration: { fetch: fetchByHttp, ...(baseUrl ? { baseURL: baseUrl } : {}) },
  };
}

/** Writes answers, in a stream. */
export async function openAiChat(access: OpenAiAccess): Promise<BaseChatModel> {
  const { ChatOpenAI } = await import('@langchain/openai');
  const fields = {
    ...clientOf(access),
    streaming: true,
    streamUsage: false,
    // One quick second try; after that the visitor's own retry is better than a longer wait.
    maxRetries: 1,
    modelKwargs: parametersOf(access.model),
  };
  const model = new ChatOpenAI(fields);
  if (access.baseUrl === null && needsResponsesForTools(access.model)) {
    model.bindTools = (...tools) =>
      new ChatOpenAI({ ...fields, useResponsesApi: true }).bindTools(...tools);
  }
  return model as BaseChatModel;
}

/** Answers with JSON, at once and without a second try. */
export async function openAiReader(access: OpenAiAccess): Promise<BaseChatModel> {
  const { ChatOpenAI } = await import('@langchain/openai');
  return new ChatOpenAI({
    ...clientOf(access),
    maxRetries: 0,
    modelKwargs: { ...parametersOf(access.model), response_format: { type: 'json_object' } },
  }) as BaseChatModel;
}
