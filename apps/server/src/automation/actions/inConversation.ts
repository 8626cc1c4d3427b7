import { ActionError, type Step } from './action.ts';

/** @throws ActionError for an execution without one, such as a schedule's */
export function conversationOf({ sessionId }: Step): string {
  if (sessionId) return sessionId;
  const message = 'There is no conversation here: what started the workflow is about none.';
  throw new ActionError(message, { isPermanent: true });
}

/**
 * Whether something was filled into these fields, which may be words of the visitor: nobody can tell
 * once it is part of a text.
 */
export function isFilledIn<Config extends object>(
  { configured }: Step,
  config: Config,
  ...fields: (keyof Config)[]
): boolean {
  const before = configured as Config;
  return fields.some((field) => config[field] !== before[field]);
}

/** @throws ActionError for an execution without one */
export function contactOf({ externalUserId, sessionId }: Step) {
  if (externalUserId) return { externalUserId, sessionId };
  const message = 'There is no contact here: what started the workflow is about none.';
  throw new ActionError(message, { isPermanent: true });
}
