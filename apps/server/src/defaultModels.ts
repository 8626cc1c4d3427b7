/**
 * OpenAI's models where the configuration names none. Check them against the withdrawals that the
 * provider announces (https://developers.openai.com/api/docs/deprecations): a withdrawn model
 * refuses every question.
 */
export const defaultModels = {
  /** Small and quick. Follows `gpt-4o-mini`, which is withdrawn on 14 January 2027. */
  chat: 'gpt-6-luna',
  embedding: 'text-embedding-3-small',
} as const;

/**
 * What a model is asked besides its messages. Models that we do not know are asked nothing more, since
 * an unknown parameter is refused.
 */
const parametersByModel: Record<string, Record<string, unknown>> = {
  // Reasons unless asked not to, and a visitor would wait for that. Refuses `max_tokens`, the effort
  // `minimal`, and a temperature while it reasons; we send none of them.
  [defaultModels.chat]: { reasoning_effort: 'none' },
};

/** @returns parameters of a request to `model`, in the words of OpenAI's chat completions */
export const parametersOf = (model: string): Record<string, unknown> =>
  parametersByModel[model] ?? {};
