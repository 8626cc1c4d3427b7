import { useCallback, useEffect, useRef, useState } from 'react';
import { explain } from './client';
import { fieldErrors } from './fieldErrors';

type Errors<Values> = { [Name in keyof Values]?: string | undefined };

/** How long typing must rest before it is saved, in milliseconds. */
const rest = 600;

/**
 * A form that saves as one goes. What is typed lives here until the server has stored it, so a
 * refusal loses nothing: the field keeps its text and says what is wrong.
 * @param saved the values as the server has them
 * @param check what is wrong with a value, before it is sent
 * @param save stores a change; saves never overlap
 */
export function useAutosave<Values extends object>({
  saved,
  check,
  save,
}: {
  saved: Values;
  check: <Name extends keyof Values>(name: Name, value: Values[Name]) => string | undefined;
  save: (change: Partial<Values>) => Promise<unknown>;
}) {
  const [draft, setDraft] = useState<Partial<Values>>({});
  const [errors, setErrors] = useState<Errors<Values>>({});
  const [state, setState] = useState<'idle' | 'saving' | 'saved' | 'failed'>('idle');
  const [failure, setFailure] = useState<string>();
  const [previous, setPrevious] = useState<Partial<Values>>();

  const waiting = useRef<Partial<Values>>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isSaving = useRef(false);
  const latest = useRef({ saved, save });
  latest.current = { saved, save };

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    if (isSaving.current) return;
    const change = waiting.current;
    const names = Object.keys(change) as (keyof Values)[];
    if (names.length === 0) return setState((now) => (now === 'saving' ? 'idle' : now));
    waiting.current = {};
    isSaving.current = true;
    setState('saving');
    const before = Object.fromEntries(
      names.map((name) => [name, latest.current.saved[name]]),
    ) as Partial<Values>;
    let isStored = false;
    try {
      await latest.current.save(change);
      isStored = true;
      setDraft((current) => without(current, change));
      setPrevious(before);
      setFailure(undefined);
    } catch (error) {
      const atFault = fieldErrors(error) as Errors<Values>;
      // What nobody typed over meanwhile is kept for the next attempt.
      if (Object.keys(atFault).length === 0) waiting.current = { ...change, ...waiting.current };
      setErrors((current) => ({ ...current, ...atFault }));
      setFailure(explain(error));
    }
    isSaving.current = false;
    setState(isStored ? 'saved' : 'failed');
    if (isStored && Object.keys(waiting.current).length > 0) void flush();
  }, []);

  const change = useCallback(
    (patch: Partial<Values>, { now = false } = {}) => {
      setDraft((current) => ({ ...current, ...patch }));
      for (const name of Object.keys(patch) as (keyof Values)[]) {
        const error = check(name, patch[name] as Values[typeof name]);
        setErrors((current) => ({ ...current, [name]: error }));
        if (error) delete waiting.current[name];
        else waiting.current[name] = patch[name];
      }
      // What rests is not saved yet, and must not be called so.
      if (Object.keys(waiting.current).length > 0) setState('saving');
      clearTimeout(timer.current);
      if (now) void flush();
      else timer.current = setTimeout(flush, rest);
    },
    [check, flush],
  );

  // Leaving the page, by a link or by closing it, saves what is still resting.
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (Object.keys(waiting.current).length === 0 && !isSaving.current) return;
      void flush();
      event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => {
      removeEventListener('beforeunload', warn);
      void flush();
    };
  }, [flush]);

  const hasErrors = Object.values(errors).some(Boolean);
  return {
    values: { ...saved, ...draft } as Values,
    errors,
    change,
    flush,
    /** Sends again what a failure left unsaved; absent when a field must be corrected first. */
    retry: hasErrors ? undefined : flush,
    state: hasErrors && state !== 'saving' ? ('failed' as const) : state,
    failure: hasErrors ? 'Not saved: see the field marked below' : failure,
    /** Puts back what the last save replaced; absent when there is nothing to put back. */
    undo: previous
      ? () => {
          setPrevious(undefined);
          change(previous, { now: true });
        }
      : undefined,
  };
}

/** `current` without the values that were stored; later typing stays. */
function without<Values extends object>(
  current: Partial<Values>,
  stored: Partial<Values>,
): Partial<Values> {
  return Object.fromEntries(
    Object.entries(current).filter(([name, value]) => stored[name as keyof Values] !== value),
  ) as Partial<Values>;
}
