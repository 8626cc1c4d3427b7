import type { ReactNode } from 'react';
import { Wordmark } from '@/shell/Wordmark';

/** The frame of the pages before one is signed in. */
export function AccountPage({
  title,
  description,
  children,
}: {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[360px] flex-col px-4 pt-[14vh] pb-12">
      <Wordmark />
      <h1 className="mt-8 font-semibold text-xl">{title}</h1>
      {description && <p className="mt-1 text-pretty text-muted">{description}</p>}
      <div className="mt-6 flex flex-col gap-4">{children}</div>
    </main>
  );
}
