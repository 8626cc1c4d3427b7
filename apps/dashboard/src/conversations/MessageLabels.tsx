import type { OperatorMessage } from '@echoai/contract';
import { Brain, Target } from 'lucide-react';
import { Status } from '@/components/Status';
import { Mood } from './Mood';

/** What was read from a visitor's message, and what its answer was given of the visitor's memory. */
export function MessageLabels({
  message: { sentiment, intent, intentConfidence, recalled },
}: {
  message: OperatorMessage;
}) {
  return (
    <>
      <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-[13px] empty:hidden">
        {sentiment !== null && <Mood score={sentiment} />}
        {intent !== null && (
          <Status tone="neutral" icon={Target}>
            Intent: {intent}
            {intentConfidence !== null && (
              <span className="tabular-nums">{Math.round(100 * intentConfidence)} %</span>
            )}
          </Status>
        )}
      </p>
      {recalled.length > 0 && (
        <details className="mt-1 text-[13px]">
          <summary className="w-fit cursor-pointer text-muted hover:text-ink">
            <Brain aria-hidden className="mr-1.5 inline size-4 align-[-3px]" />
            {recalled.length === 1
              ? 'One thing remembered was used'
              : `${recalled.length} things remembered were used`}
          </summary>
          <ul className="mt-1 flex flex-col gap-1 border-l pl-3">
            {recalled.map(({ id, text, reason }) => (
              <li key={id}>
                {text} <span className="text-muted">({reason})</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
