/**
 * OpenAI's models where the configuration names none. Check them, the parameters and the withdrawals
 * against what the provider announces (https://developers.openai.com/api/docs/deprecations, as known on
 * 30 November 2026): a withdrawn model refuses every question.
 */
export const defaultModels = {
  /** Writes answers: OpenAI's present small model. */
  chat: 'gpt-6-luna',
  /** Reads messages and writes summaries. OpenAI has none that is smaller or cheaper. */
  fast: 'gpt-6-luna',
  embedding: 'text-embedding-3-small',
} as const;

/**
 * What a model is asked besides its messages. Models that we do not know are asked nothing more, since
 * an unknown parameter is refused.
 */
const parametersByModel: Record<string, Record<string, unknown>> = Object.fromEntries(
  // They reason unless asked not to, and a visitor would wait for that; while they do, chat completions
  // refuse tools. They also refuse `max_tokens`, the effort `minimal`, and a temperature while they
  // reason; we send none of them.
  ['gpt-6-luna', 'gpt-6-sol', 'gpt-6.1-terra'].map((model) => [
    model,
    { reasoning_effort: 'none' },
  ]),
);

/** @returns parameters of a request to `model`, in the words of OpenAI's chat completions */
export const parametersOf = (model: string): Record<string, unknown> =>
  parametersByModel[model] ?? {};

/** OpenAI's models that cannot be asked not to reason: only its Responses API gives them tools. */
const reasoners = new Set(['gpt-6-astra', 'gpt-6.1-sol', 'gpt-6.2-astra', 'gpt-6.2-sol']);

export const needsResponsesForTools = (model: string): boolean => reasoners.has(model);

/** A model that OpenAI takes out of its API, at midnight UTC before the day. */
interface Withdrawal {
  on: string;
  /** What OpenAI recommends instead. */
  successor: string;
}

const withdrawn = (on: string, successor: string, models: string[]): [string, Withdrawal][] =>
  models.map((model) => [model, { on, successor }]);

/** By model: the withdrawals that OpenAI has announced, of models that can write answers. */
const withdrawals = new Map<string, Withdrawal>([
  ...withdrawn('2026-10-23', 'gpt-5.6-luna', ['gpt-4.1-nano', 'gpt-4.1-nano-2025-04-14']),
  ...withdrawn('2026-10-23', 'gpt-5.6-terra', [
    'gpt-3.5-turbo',
    'gpt-3.5-turbo-0125',
    'o4-mini',
    'o4-mini-2025-04-16',
  ]),
  ...withdrawn('2026-10-23', 'gpt-5.6-sol', [
    'gpt-4',
    'gpt-4-0613',
    'gpt-4-turbo',
    'gpt-4-turbo-2024-04-09',
    'gpt-4o-2024-05-13',
    'o1',
    'o1-2024-12-17',
    'o3-mini',
    'o3-mini-2025-01-31',
  ]),
  ...withdrawn('2026-12-11', 'gpt-6.1-sol', ['gpt-5', 'gpt-5-2025-08-07', 'o3', 'o3-2025-04-16']),
  ...withdrawn('2026-12-11', 'gpt-6.1-terra', ['gpt-5-mini', 'gpt-5-mini-2025-08-07']),
  ...withdrawn('2026-12-11', 'gpt-6-luna', ['gpt-5-nano', 'gpt-5-nano-2025-08-07']),
  ...withdrawn('2027-01-14', 'gpt-6-luna', [
    'gpt-4o',
    'gpt-4o-2024-08-06',
    'gpt-4o-2024-11-20',
    'gpt-4o-mini',
    'gpt-4o-mini-2024-07-18',
    'gpt-4.1',
    'gpt-4.1-2025-04-14',
    'gpt-4.1-mini',
    'gpt-4.1-mini-2025-04-14',
  ]),
  // We know the day, and not what OpenAI recommends instead.
  ...withdrawn('2027-04-01', 'another model', ['gpt-5.1', 'gpt-5.1-2025-11-13', 'gpt-5.4-nano']),
]);

const dayMs = 86_400_000;
/** From then on the sentence counts the days. */
const nearDays = 30;

/**
 * What the owner reads when OpenAI withdraws `model`; null when nothing is announced.
 * @param setting what names the model, such as `CHAT_MODEL`
 */
export function withdrawalNotice({
  model,
  setting,
  now,
}: {
  model: string;
  setting: string;
  now: Date;
}): string | null {
  // What is tuned ends with its base: `ft:gpt-4o-mini-2024-07-18:shop::id`.
  const base = model.startsWith('ft:') ? (model.split(':')[1] ?? '') : model;
  const withdrawal = withdrawals.get(base);
  if (!withdrawal) return null;
  const end = new Date(`${withdrawal.on}T00:00:00Z`);
  const day = end.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const days = Math.ceil((end.getTime() - now.getTime()) / dayMs);
  const left = days === 1 ? ', tomorrow' : `, in ${days} days`;
  const what =
    days <= 0
      ? `was withdrawn on ${day}`
      : `will be withdrawn on ${day}${days <= nearDays ? left : ''}`;
  return `${model} ${what}. Set ${setting} to ${withdrawal.successor}.`;
}
