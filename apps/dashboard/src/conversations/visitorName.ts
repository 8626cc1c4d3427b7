import type { Conversation } from '@echoai/contract';

/**
 * What to call a visitor: by name, by e-mail, or by the end of the id. An address that nobody proved
 * says so, also one that was typed as a name.
 */
export function visitorName({ name, email, emailProven, id }: Conversation['visitor']): string {
  if (name) return name.includes('@') ? notVerified(name) : name;
  if (email) return emailProven ? email : notVerified(email);
  return `Visitor ${id.slice(-4)}`;
}

export function notVerified(text: string): string {
  return `${text} (not verified)`;
}
