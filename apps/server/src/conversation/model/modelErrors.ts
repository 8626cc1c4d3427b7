import type { AIMessageChunk } from '@langchain/core/messages';
import { AppError } from '../../platform/errors.ts';

/** Why a model stopped writing, `stop` when it was done; undefined before that. */
export function finishReasonOf(chunk: AIMessageChunk): unknown {
  const { finish_reason, finishReason, stop_reason, done_reason } =
    chunk.response_metadata as Record<string, unknown>;
  const reason = finish_reason ?? finishReason ?? stop_reason ?? done_reason;
  if (typeof reason !== 'string') return reason;
  // Anthropic's models say `end_turn` and `tool_use`, Google's say `STOP`.
  return meanings[reason] ?? reason.toLowerCase();
}

const meanings: Record<string, string> = { end_turn: 'stop', tool_use: 'tool_calls' };

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
