import type { MessageRow } from '../messageStore.ts';

/**
 * Whether a message of the assistant's side has words of the visitor in it: variables that an
 * automation filled in, or a quotation of what they told. What visitors say must not come back to a
 * model as something that the business said. Of an older message it is not known; then an
 * automation's counts as one.
 */
export function repeatsVisitor({
  role,
  author,
  repeatsVisitor: isKnownTo,
}: Pick<MessageRow, 'role' | 'author' | 'repeatsVisitor'>): boolean {
  return role === 'assistant' && (isKnownTo ?? author === 'automation');
}
