import type { Conversation } from '@echoai/contract';

/** What to call a visitor: by name, by e-mail, or by the end of the id. */
export function visitorName({ name, email, id }: Conversation['visitor']): string {
  return name || email || `Visitor ${id.slice(-4)}`;
}
