import { CopyButton } from './CopyButton';

/** A snippet to copy. */
export function Code({ text, label }: { text: string; label: string }) {
  return (
    <div className="rounded-md border bg-sunken">
      <div className="flex items-center justify-between gap-2 border-b py-1 pr-1 pl-3">
        <span className="truncate text-[13px] text-muted">{label}</span>
        <CopyButton text={text} />
      </div>
      <pre className="whitespace-pre-wrap break-words px-3 py-2.5 font-mono text-[13px]">
        {text}
      </pre>
    </div>
  );
}
