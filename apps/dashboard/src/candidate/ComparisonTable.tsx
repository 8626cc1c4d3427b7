import { type CandidateComparison, type ComparedSide, comparedUpTo } from '@echoai/contract';
import { useNodeKinds } from '@/automations/automationQueries';
import { outcomeTitle } from '@/automations/outcomeTitle';
import { durationInWords } from '@/executions/words';

const number = new Intl.NumberFormat('en');

interface Row {
  label: string;
  of: (side: ComparedSide) => string;
}

const shareOf = (part: number, whole: number) =>
  whole === 0 ? '' : ` (${Math.round((100 * part) / whole)} %)`;

const rows: Row[] = [
  {
    label: 'Started',
    of: ({ started }) =>
      started < comparedUpTo ? number.format(started) : `the latest ${number.format(started)}`,
  },
  {
    label: 'Completed',
    of: ({ completed, failed }) =>
      `${number.format(completed)}${shareOf(completed, completed + failed)}`,
  },
  {
    label: 'Failed',
    of: ({ completed, failed }) => `${number.format(failed)}${shareOf(failed, completed + failed)}`,
  },
  { label: 'Waiting', of: ({ waiting }) => number.format(waiting) },
  { label: 'Held', of: ({ held }) => number.format(held) },
  {
    label: 'Median duration',
    of: ({ medianDurationMs }) =>
      medianDurationMs === null ? '–' : durationInWords(medianDurationMs),
  },
];

/** Both versions side by side. */
export function ComparisonTable({ comparison }: { comparison: CandidateComparison }) {
  const { data: kinds } = useNodeKinds();
  const { active, tried, paths, labels } = comparison;
  if (!active || !tried) return null;
  const endOf = ({ nodeId, outcome }: ComparedSide['ends'][number]) => {
    const label = labels[nodeId]?.label ?? nodeId;
    return outcome === null || outcome === 'next' ? label : `${label}: ${outcomeTitle(outcome)}`;
  };
  const ends = [...new Set([...active.ends, ...tried.ends].map(endOf))];
  const endCount = (side: ComparedSide, end: string) =>
    side.ends.filter((one) => endOf(one) === end).reduce((sum, { count }) => sum + count, 0);
  const effects = [...new Set([active, tried].flatMap((side) => Object.keys(side.effects)))];
  return (
    <>
      <table className="w-full border-collapse">
        <thead className="border-b text-[13px] text-muted">
          <tr>
            <td />
            <th scope="col" className="w-28 py-2 text-right font-medium sm:w-36">
              Active, version {active.version}
            </th>
            <th scope="col" className="w-28 py-2 text-right font-medium sm:w-36">
              Candidate, version {tried.version}
            </th>
          </tr>
        </thead>
        <Group>
          {rows.map(({ label, of }) => (
            <Line key={label} label={label} values={[of(active), of(tried)]} />
          ))}
        </Group>
        {ends.length > 0 && (
          <Group title="Ended at">
            {ends.map((end) => (
              <Line
                key={end}
                label={end}
                values={[active, tried].map((side) => number.format(endCount(side, end)))}
              />
            ))}
          </Group>
        )}
        {effects.length > 0 && (
          <Group
            title={
              paths ? 'Messages and calls; the candidate’s were not made' : 'Messages and calls'
            }
          >
            {effects.map((kind) => (
              <Line
                key={kind}
                label={kinds?.[kind]?.title ?? kind}
                values={[active, tried].map((side) => number.format(side.effects[kind] ?? 0))}
              />
            ))}
          </Group>
        )}
      </table>
      {paths && (
        <p>
          {paths.compared === 0
            ? 'No event has started both yet.'
            : `${number.format(paths.different)} of ${number.format(paths.compared)} events took another way through the candidate.`}
          {paths.onlyCandidate > 0 &&
            ` ${number.format(paths.onlyCandidate)} would have started only the candidate.`}
          {paths.onlyActive > 0 &&
            ` ${number.format(paths.onlyActive)} started only the active version.`}
        </p>
      )}
    </>
  );
}

function Group({ title, children }: { title?: string; children: React.ReactNode }) {
  return (
    <tbody className="border-b">
      {title && (
        <tr>
          <th scope="rowgroup" colSpan={3} className="pt-4 pb-1 text-left font-medium">
            {title}
          </th>
        </tr>
      )}
      {children}
    </tbody>
  );
}

function Line({ label, values }: { label: string; values: string[] }) {
  return (
    <tr>
      <th scope="row" className="py-1.5 pr-3 text-left font-normal">
        {label}
      </th>
      {values.map((value, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is the version.
        <td key={place} className="py-1.5 text-right align-top tabular-nums">
          {value}
        </td>
      ))}
    </tr>
  );
}
