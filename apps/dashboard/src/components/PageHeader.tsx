import type { ReactNode } from 'react';

/** Title and actions of a page (or, at `level` 2, of a part of it), in a line that stays in view. */
export function PageHeader({
  title,
  before,
  children,
  level = 1,
}: {
  title: ReactNode;
  before?: ReactNode;
  children?: ReactNode;
  level?: 1 | 2;
}) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <header className="sticky top-0 z-10 flex min-h-13 flex-wrap items-center gap-x-3 gap-y-2 border-b bg-canvas px-4 py-2 max-md:top-12 sm:px-6">
      {before}
      <Heading className="min-w-36 flex-1 truncate font-semibold text-base">{title}</Heading>
      {children}
    </header>
  );
}
