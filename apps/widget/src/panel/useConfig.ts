import type { WidgetConfig } from '@echoai/contract';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { VisitorApi } from './api.ts';
import { CallError, type Failure, offline } from './failure.ts';

/** The chatbot's settings, or why they could not be read. */
export function useConfig(api: VisitorApi) {
  const [config, setConfig] = useState<WidgetConfig>();
  const [failure, setFailure] = useState<Failure>();
  const [isLoading, setLoading] = useState(false);
  const load = useCallback(async () => {
    setLoading(true);
    try {
      setConfig(await api.readConfig());
      setFailure(undefined);
    } catch (error) {
      setFailure(error instanceof CallError ? error.failure : offline);
    }
    setLoading(false);
  }, [api]);
  useEffect(() => {
    void load();
  }, [load]);
  return { config, failure, isLoading, load };
}
