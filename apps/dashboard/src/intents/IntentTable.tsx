import type { Intent } from '@echoai/contract';
import { CircleAlert, CircleCheck, CircleOff } from 'lucide-react';
import Link from '@/components/Link';
import { Status } from '@/components/Status';
import { titleOf, useIntentStatus } from './intentQueries';

/** Fewer examples than these say too little to learn from. */
export const fewestExamples = 3;

export function IntentTable({ chatbotId, intents }: { chatbotId: string; intents: Intent[] }) {
  const { data: status } = useIntentStatus(chatbotId);
  const confusionsOf = (id: string) =>
    status?.confusions.filter(({ intentId }) => intentId === id).length ?? 0;
  return (
    <table className="w-full table-fixed border-collapse">
      <thead className="border-b text-[13px] text-muted">
        <tr>
          <th scope="col" className="py-2 text-left font-medium">
            Intent
          </th>
          <th scope="col" className="w-24 py-2 pr-6 text-right font-medium max-sm:hidden">
            Examples
          </th>
          <th scope="col" className="w-40 py-2 text-left font-medium sm:w-56">
            State
          </th>
        </tr>
      </thead>
      <tbody className="divide-y">
        {intents.map((intent) => (
          <tr key={intent.id} className="relative align-top hover:bg-hover">
            <td className="py-2.5 pr-4">
              <Link
                href={`/intents/edit?bot=${chatbotId}&id=${intent.id}`}
                className="font-medium after:absolute after:inset-0"
              >
                {titleOf(intent)}
              </Link>
              <p className="line-clamp-2 text-[13px] text-muted">{intent.description}</p>
            </td>
            <td className="py-2.5 pr-6 text-right tabular-nums max-sm:hidden">
              {intent.examples.length}
            </td>
            <td className="py-2.5">
              <IntentHealth intent={intent} confusions={confusionsOf(intent.id)} />
              <p className="text-[13px] text-muted tabular-nums sm:hidden">
                {intent.examples.length === 1 ? '1 example' : `${intent.examples.length} examples`}
              </p>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Whether an intent can be told from the others, and if not, what is missing. */
function IntentHealth({ intent, confusions }: { intent: Intent; confusions: number }) {
  if (!intent.isActive) {
    return (
      <Status tone="neutral" icon={CircleOff}>
        Off
      </Status>
    );
  }
  if (intent.examples.length < fewestExamples) {
    return (
      <Status tone="warning" icon={CircleAlert}>
        Too few examples
      </Status>
    );
  }
  if (confusions > 0) {
    return (
      <Status tone="warning" icon={CircleAlert}>
        {confusions === 1 ? '1 confusing' : `${confusions} confusing`}
      </Status>
    );
  }
  return (
    <Status tone="success" icon={CircleCheck}>
      Clear
    </Status>
  );
}
