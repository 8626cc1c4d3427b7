'use client';

import type { Workflow } from '@echoai/contract';
import { type ReactNode, useMemo, useState } from 'react';
import { useVersion } from '@/automations/automationQueries';
import { useIsWide } from '@/builder/useIsWide';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { ChangeList } from './ChangeList';
import { CompareCanvas } from './CompareCanvas';
import { diffGraphs, isUnchanged } from './diffGraphs';
import { draftSide, type Side, sideTitle } from './VersionSelect';

/** What differs: drawn, and as a list that is all there is on a phone. */
export function Comparison({
  workflow,
  from,
  to,
  children,
}: {
  workflow: Workflow;
  from: Side;
  to: Side;
  /** Chooses what is compared. */
  children: ReactNode;
}) {
  const before = useSide(workflow, from);
  const after = useSide(workflow, to);
  const isWide = useIsWide();
  const [chosenId, setChosen] = useState<string>();
  const diff = useMemo(
    () => before.graph && after.graph && diffGraphs(before.graph, after.graph),
    [before.graph, after.graph],
  );
  const failure = before.error ?? after.error;
  return (
    <div className="flex max-md:flex-col md:h-[calc(100dvh-53px)] md:min-h-[480px]">
      <aside
        aria-label="Changes"
        className="shrink-0 overflow-y-auto max-md:border-b md:w-85 md:border-r"
      >
        <div className="flex flex-col gap-2 border-b px-4 py-3">{children}</div>
        {diff ? (
          <>
            <p role="status" className="border-b px-4 py-2.5 text-[13px] text-muted">
              {isUnchanged(diff)
                ? `Nothing differs between ${sideTitle(from)} and ${sideTitle(to)}.`
                : summaryOf(diff, from, to)}
            </p>
            <ChangeList diff={diff} chosenId={chosenId} onChoose={setChosen} />
          </>
        ) : (
          <div className="p-4">
            {failure ? <LoadFailure error={failure} retry={before.refetch} /> : <Loading />}
          </div>
        )}
      </aside>
      {isWide && diff && (
        <section aria-label="Canvas" className="min-h-0 min-w-0 flex-1">
          <CompareCanvas
            key={`${from} ${to}`}
            diff={diff}
            chosenId={chosenId}
            onChoose={setChosen}
          />
        </section>
      )}
    </div>
  );
}

function useSide(workflow: Workflow, side: Side) {
  const version = side === draftSide ? null : side;
  const { data, error, refetch } = useVersion({ workflowId: workflow.id, version });
  return { graph: version === null ? workflow.draft : data?.graph, error, refetch };
}

function summaryOf({ nodes }: ReturnType<typeof diffGraphs>, from: Side, to: Side): string {
  const count = (change: string) => nodes.filter((node) => node.change === change).length;
  const counts = (['added', 'changed', 'removed'] as const).flatMap((change) =>
    count(change) > 0 ? `${count(change)} ${change}` : [],
  );
  const found = counts.length > 0 ? `nodes: ${counts.join(', ')}` : 'only where ways lead';
  return `From ${sideTitle(from)} to ${sideTitle(to)}, ${found}.`;
}
