import { hasContent, Json } from '@/components/Json';

/** What a node that was only simulated was given and would have done. */
export function SimulatedFacts({
  step: { error, input, reasons, output },
}: {
  step: { error?: string | null; input: unknown; reasons?: unknown; output: unknown };
}) {
  return (
    <>
      {error && <p className="text-danger-ink">{error}</p>}
      {hasContent(input) && <Json label="Input" value={input} />}
      {hasContent(reasons) && <Json label="Reasons" value={reasons} />}
      {hasContent(output) && <Json label="Output" value={output} />}
    </>
  );
}
