import { useSyncExternalStore } from 'react';

const query = '(min-width: 768px)';

/** Whether there is room to edit a graph, and not only to read it. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const media = matchMedia(query);
      media.addEventListener('change', onChange);
      return () => media.removeEventListener('change', onChange);
    },
    () => matchMedia(query).matches,
    () => true,
  );
}
