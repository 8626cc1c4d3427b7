/** Grey lines while a list or a text is on its way; nothing for the first moment. */
export function Loading({ lines = 5 }: { lines?: number }) {
  return (
    <div role="status" className="flex flex-col gap-4 py-4 motion-safe:animate-pulse">
      <span className="sr-only">Loading …</span>
      {Array.from({ length: lines }, (_, line) => `line ${line}`).map((line) => (
        <div key={line} aria-hidden className="h-4 rounded bg-hover odd:w-3/5 even:w-4/5" />
      ))}
    </div>
  );
}
