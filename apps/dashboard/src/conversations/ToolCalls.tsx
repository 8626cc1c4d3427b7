import type { ToolCall } from '@echoai/contract';
import { Wrench } from 'lucide-react';

/** What the model did besides writing a reply, such as “Searched for “lifetime warranty”: 3 passages”. */
export function ToolCalls({ calls }: { calls: ToolCall[] }) {
  if (calls.length === 0) return null;
  return (
    <details className="mt-1 text-[13px]">
      <summary className="w-fit cursor-pointer text-muted hover:text-ink">
        <Wrench aria-hidden className="mr-1.5 inline size-4 align-[-3px]" />
        {calls.length === 1 ? 'The model used one tool' : `The model used ${calls.length} tools`}
      </summary>
      <ol className="mt-1 flex flex-col gap-1 border-l pl-3">
        {calls.map((call, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: calls are never reordered
          <li key={index} className="break-words">
            <Sentence call={call} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Sentence({ call: { tool, input, isDone, found } }: { call: ToolCall }) {
  if (!isDone) {
    return (
      <>
        Tried “{tool}”, which failed: <span className="text-muted">{input}</span>
      </>
    );
  }
  if (tool === 'search_knowledge') {
    return (
      <>
        Searched for “{input}”{' '}
        <span className="text-muted">
          ({found === 1 ? 'one further passage' : `${found || 'no'} further passages`})
        </span>
      </>
    );
  }
  if (tool === 'ask_back') return <>Asked the visitor: “{input}”</>;
  return <>Asked for a person: “{input}”</>;
}
