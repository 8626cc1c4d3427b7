import { isNestedDeeper } from '@echoai/contract/json';

/** Indented JSON. Of a value that is nested too deep to be written, only that it is. */
export function writeJson(value: unknown): string {
  if (isNestedDeeper(value, 500)) return 'This value is nested too deep to be shown.';
  return JSON.stringify(value, null, 2) ?? '';
}

/** A value as indented JSON that can be folded away; scrolls by itself when it is large. */
export function Json({ label, value }: { label: string; value: unknown }) {
  return (
    <details className="min-w-0 text-[13px]">
      <summary className="w-fit rounded text-muted hover:text-ink">{label}</summary>
      <section
        // A scrolling part is reached by the keyboard, and so needs a name.
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse must be able to scroll it.
        tabIndex={0}
        className="mt-1 max-h-80 overflow-auto rounded-md border bg-sunken"
      >
        <pre className="whitespace-pre-wrap break-words px-3 py-2 font-mono">
          {writeJson(value)}
        </pre>
      </section>
    </details>
  );
}

/** Whether a value has anything to show. */
export function hasContent(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
