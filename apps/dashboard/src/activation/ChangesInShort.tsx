import { ChangeIcon } from '@/compare/ChangeIcon';
import type { GraphDiff } from '@/compare/diffGraphs';
import Link from '@/components/Link';

const words = { added: 'Added', changed: 'Changed', removed: 'Removed' } as const;
/** Most nodes of a kind of change that are named. */
const most = 5;

/** What a draft changes of the version that runs, in a few lines. */
export function ChangesInShort({
  diff: { nodes, edges },
  workflowId,
  from,
}: {
  diff: GraphDiff;
  workflowId: string;
  from: number;
}) {
  const ways = edges.filter(({ change }) => change !== 'same').length;
  return (
    <section aria-label="Changes">
      <p className="flex items-baseline justify-between gap-2 pb-1 font-medium">
        Changes since version {from}
        <Link
          href={`/automations/compare?id=${workflowId}&from=${from}&to=draft`}
          className="font-normal text-[13px] text-accent-ink underline"
        >
          Compare
        </Link>
      </p>
      <ul className="flex flex-col gap-1 text-[13px]">
        {(Object.keys(words) as (keyof typeof words)[]).map((change) => {
          const labels = nodes
            .filter((node) => node.change === change)
            .map(({ before, after }) => (after ?? before)!.data.label);
          if (labels.length === 0) return null;
          const more = labels.length - most;
          return (
            <li key={change} className="flex gap-1.5">
              <ChangeIcon change={change} className="mt-0.5" />
              <span className="min-w-0">
                {words[change]}: {labels.slice(0, most).join(', ')}
                {more > 0 && ` and ${more} more`}
              </span>
            </li>
          );
        })}
        {ways > 0 && (
          <li className="pl-5.5 text-muted">
            {ways === 1 ? '1 edge differs' : `${ways} edges differ`}
          </li>
        )}
      </ul>
    </section>
  );
}
