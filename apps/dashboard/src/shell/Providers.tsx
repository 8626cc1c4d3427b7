'use client';

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { ThemeProvider, useTheme } from 'next-themes';
import { type ReactNode, useState } from 'react';
import { Toaster } from 'sonner';
import { signInPath } from '@/account/nextPath';
import { isSignedOut, isUnreachable } from '@/lib/client';

/** Data, theme and toasts for every page. */
export function Providers({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [queries] = useState(() =>
    createQueries(() => {
      if (location.pathname !== '/sign-in') router.replace(signInPath());
    }),
  );
  return (
    <ThemeProvider attribute="class" disableTransitionOnChange>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
      <ThemedToaster />
    </ThemeProvider>
  );
}

function createQueries(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // The server may be on this very machine, which needs no network to be reached.
        networkMode: 'always',
        staleTime: 2_000,
        retry: (failures, error) => isUnreachable(error) && failures < 1,
        retryDelay: 500,
      },
      mutations: { networkMode: 'always' },
    },
  });
}

function ThemedToaster() {
  const { theme } = useTheme();
  return (
    <Toaster
      theme={(theme as 'light' | 'dark' | 'system' | undefined) ?? 'system'}
      position="bottom-right"
      toastOptions={{
        style: {
          background: 'var(--surface)',
          color: 'var(--ink)',
          borderColor: 'var(--line-strong)',
          fontFamily: '"Inter Variable", system-ui, sans-serif',
          fontSize: '14px',
        },
      }}
    />
  );
}
