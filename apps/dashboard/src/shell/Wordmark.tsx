/** The product's name with its mark: a word, and its echo. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2 font-semibold text-[15px] tracking-tight">
      <svg aria-hidden="true" viewBox="0 0 20 20" className="size-5" fill="none">
        <rect width="20" height="20" rx="5" fill="var(--accent)" />
        <path
          d="M6 6.5v7M10 8v4M14 9.25v1.5"
          stroke="var(--on-accent)"
          strokeWidth="2"
          strokeLinecap="round"
        />
      </svg>
      EchoAI
    </span>
  );
}
