import { type ReactNode, useId } from 'react';

/** A part of a settings page: its name and purpose beside its controls. */
export function Section({
  title,
  description,
  children,
}: {
  title: string;
  description: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-x-8 gap-y-4 py-6 md:grid-cols-[180px_1fr]">
      <div>
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        <p className="mt-0.5 text-[13px] text-muted">{description}</p>
      </div>
      <div className="flex min-w-0 flex-col items-start gap-5 *:w-full [&>button]:w-auto">
        {children}
      </div>
    </section>
  );
}
