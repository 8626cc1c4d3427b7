import type { AIMessageChunk } from '@langchain/core/messages';
import { AppError } from '../../platform/errors.ts';

/**
 * Why a model stopped writing, `stop` when it was done; undefined before that. Each provider's package
 * says so in a place of its own.
 */
export function finishReasonOf(chunk: AIMessageChunk): unknown {
  const { finish_reason, finishReason, stop_reason, done_reason, status } =
    chunk.response_metadata as Record<string, unknown>;
  const reason =
    finish_reason ??
    finishReason ??
    stop_reason ??
    done_reason ??
    chunk.additional_kwargs?.stop_reason ??
    status;
  if (typeof reason !== 'string') return reason ?? undefined;
  // Google's models write theirs in capitals.
  const plain = reason.toLowerCase();
  return meanings[plain] ?? plain;
}

/** In the words of OpenAI's chat completions: Anthropic's, and those of OpenAI's Responses API. */
const meanings: Record<string, string> = {
  end_turn: 'stop',
  completed: 'stop',
  tool_use: 'tool_calls',
  model_length: 'length',
};

/** How the packages say which HTTP status a provider answered with. */
interface Refusal {
  status?: number;
  statusCode?: number;
  status_code?: number;
}

export function statusOf(error: unknown): number | undefined {
  const { status, statusCode, status_code } = error as Refusal;
  return status ?? statusCode ?? status_code;
}

/** Names whose problem it is: the owner's (credentials, model name) or the provider's. */
export function asModelError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const status = statusOf(error);
  const { name } = error as { name?: string };
  if (status === 401 || status === 403) {
    return new AppError(
      'model-misconfigured',
      'The model’s provider refused the API key. The owner can correct it in the server’s environment, such as OPENAI_API_KEY.',
      { cause: error },
    );
  }
  if (status === 404 || status === 400) {
    return new AppError(
      'model-misconfigured',
      'The model’s provider refused the request; the model’s name may be wrong. The owner can correct it.',
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
