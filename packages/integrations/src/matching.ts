import type { Option } from './provider.ts';

/** The page of a picker whose provider gives all entries at once: searching is up to us. */
export function matching(items: Option[], search: string): { items: Option[]; nextCursor: null } {
  const words = search.trim().toLowerCase();
  const fits = ({ label, description = '' }: Option) =>
    `${label} ${description}`.toLowerCase().includes(words);
  return { items: items.filter(fits), nextCursor: null };
}
