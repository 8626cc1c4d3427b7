import type { ProviderClient } from '../client.ts';

/** Where a person sees a contact. */
export function contactUrl({ account }: ProviderClient, contactId: string): string {
  return `https://app.hubspot.com/contacts/${account.id}/record/0-1/${contactId}`;
}
