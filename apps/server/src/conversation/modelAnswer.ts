import { cleanText } from '@echoai/contract';
import type { AIMessageChunk } from '@langchain/core/messages';
import { AppError } from '../platform/errors.ts';
import type { Answer, AnswerInput, AnswerPart } from './answer.ts';
import { resolveCitations } from './citations.ts';
import { buildPrompt } from './prompt.ts';

/** Longest answer taken from a model, in UTF-16 code units; a model that runs on is cut off as failed. */
const maxAnswerLength = 20_000;

/**
 * Answers with the chat model, streamed, grounded in the passages. Only a stream that says why it
 * finished counts: one that breaks off, falls silent or ends without a finish reason is an error.
 * @throws {AppError} `model-…`
 */
export async function* writeModelAnswer(input: AnswerInput): AsyncGenerator<AnswerPart, Answer> {
  const { chatbot, retrieval, models } = input;
  const silence = new AbortController();
  const signal = AbortSignal.any([input.signal, silence.signal]);
  let timer = setTimeout(() => silence.abort(), models.silenceMs);
  let text = '';
  let finishReason: unknown;
  try {
    const model = await models.openChatModel(chatbot.model);
    for await (const chunk of await model.stream(await buildPrompt(input), { signal })) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), models.silenceMs);
      finishReason = finishReasonOf(chunk) ?? finishReason;
      if (chunk.text === '') continue;
      text += chunk.text;
      if (text.length > maxAnswerLength) {
        throw new AppError(
          'model-unavailable',
          'The model’s answer did not end. Please try again.',
        );
      }
      yield { delta: chunk.text };
    }
  } catch (error) {
    if (silence.signal.aborted) {
      throw new AppError('model-timeout', 'The model took too long. Please try again.');
    }
    throw asModelError(error);
  } finally {
    clearTimeout(timer);
  }
  if (finishReason !== 'stop' || cleanText(text).trim() === '') {
    throw new AppError('model-unavailable', 'The model’s answer broke off. Please try again.', {
      cause: new Error(`finish reason: ${String(finishReason)}`),
    });
  }
  const { content, citations } = resolveCitations(cleanText(text), retrieval.passages);
  return { content, answered: citations.length > 0, citations };
}

/** Why a model stopped writing, `stop` when it was done; undefined before that. */
export function finishReasonOf(chunk: AIMessageChunk): unknown {
  const { finish_reason, stop_reason } = chunk.response_metadata as Record<string, unknown>;
  // Anthropic's models say `end_turn` where OpenAI's say `stop`.
  return finish_reason ?? (stop_reason === 'end_turn' ? 'stop' : stop_reason);
}

/** Names whose problem it is: the owner's (credentials, model name) or the provider's. */
export function asModelError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { status, name } = error as { status?: number; name?: string };
  if (status === 401 || status === 403) {
    return new AppError(
      'model-misconfigured',
      'The model’s provider refused the API key. The owner can mend it: OPENAI_API_KEY.',
      { cause: error },
    );
  }
  if (status === 404 || status === 400) {
    return new AppError(
      'model-misconfigured',
      'The model’s provider refused the request; the model’s name may be wrong. The owner can mend it.',
      { cause: error },
    );
  }
  if (status === 429) {
    return new AppError('model-overloaded', 'The model is busy. Please try again in a moment.', {
      cause: error,
      retryAfter: 5,
    });
  }
  if (name === 'TimeoutError' || name === 'APIConnectionTimeoutError') {
    return new AppError('model-timeout', 'The model took too long. Please try again.', {
      cause: error,
    });
  }
  return new AppError('model-unavailable', 'The model did not answer. Please try again.', {
    cause: error,
  });
}
