import type { ActionInput } from './action.ts';

/** What a finder says instead of a record that may be a stranger's. */
export const unproven = { outcome: 'absent', output: { isUnproven: true } };
export const absent = { outcome: 'absent', output: { isUnproven: false } };

/**
 * Whether a record must not be looked for, since it would be found by an e-mail address that the visitor
 * only typed. Other values, such as an order's number, cannot be proven at all: whoever knows one is
 * answered.
 */
export async function isHearsay(
  { config, isProven }: Pick<ActionInput<{ ifUnproven: 'absent' | 'read' }>, 'config' | 'isProven'>,
  value: string,
): Promise<boolean> {
  return config.ifUnproven === 'absent' && value.includes('@') && !(await isProven(value));
}
