import type { VisitorFaq } from '@echoai/contract';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { VisitorApi } from './api.ts';
import { CallError, type Failure, offline } from './failure.ts';

/** The chatbot's FAQs, read when they are first looked at. */
export function useFaqs(api: VisitorApi) {
  const [faqs, setFaqs] = useState<VisitorFaq[]>();
  const [failure, setFailure] = useState<Failure>();
  const load = useCallback(async () => {
    setFailure(undefined);
    try {
      setFaqs(await api.readFaqs());
    } catch (error) {
      setFailure(error instanceof CallError ? error.failure : offline);
    }
  }, [api]);
  useEffect(() => {
    void load();
  }, [load]);
  return { faqs, failure, load };
}
