import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** The address's query, and how to change parts of it in place; null takes a part out. */
export function useSearch() {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const setSearch = useCallback(
    (change: Record<string, string | null>) => {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries(change)) {
        if (value === null) next.delete(name);
        else next.set(name, value);
      }
      router.replace(next.size > 0 ? `${path}?${next}` : path, { scroll: false });
    },
    [router, path, search],
  );
  return { search, setSearch };
}
