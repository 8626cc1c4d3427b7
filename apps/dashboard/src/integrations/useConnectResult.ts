import { useEffect, useState } from 'react';
import { toast } from 'sonner';

type Result =
  | { provider: string; connectionId: string; name: string; isNew: boolean; error?: undefined }
  | { provider: string; error: string };

const name = 'echoai_connected';

/**
 * What came of a consent that has just led back here. The server says it in a cookie and not in the
 * address, so that no link can put words into this page.
 * @returns why it failed; undefined when it did not
 */
export function useConnectResult(): { error: string | undefined; forget: () => void } {
  const [error, setError] = useState<string>();
  useEffect(() => {
    const result = takeResult();
    if (!result) return;
    if (result.error !== undefined) setError(result.error);
    else toast.success(`${result.name} is ${result.isNew ? 'connected' : 'connected again'}`);
  }, []);
  return { error, forget: () => setError(undefined) };
}

function takeResult(): Result | null {
  const value = document.cookie
    .split('; ')
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.slice(name.length + 1);
  if (!value) return null;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
  document.cookie = `${name}=; path=/; max-age=0; samesite=lax`;
  try {
    return JSON.parse(decodeURIComponent(value)) as Result;
  } catch {
    return null;
  }
}
