import { ChevronDown, CircleAlert } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { classes } from '@/lib/classes';

/** What a control needs to belong to its label, hint and error. */
export interface ControlProps {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
}

/** A labelled control with its hint, and its error beside it. */
export function Field({
  label,
  hint,
  error,
  action,
  hidesLabel = false,
  children,
  className,
}: {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** A small button at the end of the label's line. */
  action?: ReactNode;
  /** Whether only those who do not see the form are told the label. */
  hidesLabel?: boolean;
  children: (control: ControlProps) => ReactNode;
  className?: string;
}) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : '']
    .filter(Boolean)
    .join(' ');
  return (
    <div className={classes('flex flex-col gap-1.5', className)}>
      <div className={hidesLabel ? 'sr-only' : 'flex min-h-5 items-center justify-between gap-2'}>
        <label htmlFor={id} className="min-w-0 font-medium">
          {label}
        </label>
        {action}
      </div>
      {children({
        id,
        ...(described ? { 'aria-describedby': described } : {}),
        ...(error ? { 'aria-invalid': true } : {}),
      })}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {hint && (
        <p id={`${id}-hint`} className="text-[13px] text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="flex items-start gap-1.5 text-[13px] text-danger-ink">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  );
}

// 16 px on phones: iOS zooms into smaller inputs.
export const controlStyle =
  'w-full rounded-md border border-control-line bg-surface px-2.5 text-base text-ink transition-colors placeholder:text-muted hover:border-muted focus-visible:border-accent-ink focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-danger-ink sm:text-sm';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classes(controlStyle, 'h-9 sm:h-8', className)} {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={classes(controlStyle, 'block py-1.5', className)} {...rest} />;
}

/** A text area for JSON and the like: signs line up, and no word counts as misspelled. */
export function CodeArea(props: ComponentProps<'textarea'>) {
  return <Textarea {...props} spellCheck={false} className="font-mono sm:text-[13px]" />;
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={classes('relative block', className)}>
      <select className={classes(controlStyle, 'h-9 appearance-none pr-8 sm:h-8')} {...rest} />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
