import { useEffect, useState } from 'preact/hooks';

/** What a store holds, read again whenever it says that it changed. */
export function useStore<State>(store: {
  read(): State;
  subscribe(notify: () => void): () => void;
}): State {
  const [state, setState] = useState(() => store.read());
  useEffect(() => {
    setState(() => store.read());
    return store.subscribe(() => setState(() => store.read()));
  }, [store]);
  return state;
}
