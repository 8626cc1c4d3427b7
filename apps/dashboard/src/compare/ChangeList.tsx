import { useEffect, useRef } from 'react';
import { orderNodes } from '@/automations/orderNodes';
import { outcomeTitle } from '@/automations/outcomeTitle';
import { classes } from '@/lib/classes';
import { ChangeIcon, type Marked } from './ChangeIcon';
import { type EdgeDiff, type GraphDiff, mergedGraph, type NodeDiff } from './diffGraphs';
import { FieldDiffs } from './FieldDiffs';

const words: Record<Marked, string> = { added: 'Added', removed: 'Removed', changed: 'Changed' };

/** What differs, one below the other: nodes along their ways, then edges. */
export function ChangeList({
  diff,
  chosenId,
  onChoose,
}: {
  diff: GraphDiff;
  chosenId: string | undefined;
  onChoose: (nodeId: string) => void;
}) {
  const byId = new Map(diff.nodes.map((node) => [node.id, node]));
  const nodes = orderNodes(mergedGraph(diff))
    .map(({ id }) => byId.get(id)!)
    .filter(({ change }) => change !== 'same');
  const edges = diff.edges.filter(({ change }) => change !== 'same');
  const labelOf = (id: string) => labelIn(byId.get(id)) ?? id;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const chosen = list.current?.querySelector('[aria-current="true"]');
    chosen?.scrollIntoView({ block: 'nearest' });
  });
  return (
    <>
      {nodes.length > 0 && (
        <ul ref={list} aria-label="Changed nodes" className="divide-y">
          {nodes.map((node) => (
            <li
              key={node.id}
              aria-current={node.id === chosenId}
              className={classes(node.id === chosenId && 'bg-selected')}
            >
              <button
                type="button"
                onClick={() => onChoose(node.id)}
                className="flex w-full items-start gap-2 px-4 py-2 text-left hover:bg-hover focus-visible:-outline-offset-2"
              >
                <ChangeIcon change={node.change as Marked} className="mt-0.5" />
                <span className="min-w-0 flex-1 text-pretty font-medium">{labelOf(node.id)}</span>
                <span className="text-[13px] text-muted">{words[node.change as Marked]}</span>
              </button>
              {node.change === 'changed' && <FieldDiffs node={node} />}
            </li>
          ))}
        </ul>
      )}
      {edges.length > 0 && (
        <section aria-labelledby="changed-edges" className="border-t">
          <h2 id="changed-edges" className="px-4 pt-3 pb-1 font-medium text-[13px]">
            Where ways lead
          </h2>
          <ul className="pb-2">
            {edges.map((edge) => (
              <Edge key={edge.id} edge={edge} source={byId.get(edge.source)} labelOf={labelOf} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Edge({
  edge: { change, source: sourceId, outcome, target },
  source,
  labelOf,
}: {
  edge: EdgeDiff;
  source: NodeDiff | undefined;
  labelOf: (id: string) => string;
}) {
  const config = (source?.after ?? source?.before)?.data.config;
  return (
    <li className="flex items-start gap-2 px-4 py-1 text-[13px]">
      <ChangeIcon change={change as Marked} className="mt-0.5" />
      <span className={classes('min-w-0 text-pretty', change === 'removed' && 'line-through')}>
        <span className="sr-only">{words[change as Marked]}: </span>
        {labelOf(sourceId)} <span className="text-muted">· {outcomeTitle(outcome, config)} →</span>{' '}
        {labelOf(target)}
      </span>
    </li>
  );
}

function labelIn(node: NodeDiff | undefined): string | undefined {
  return (node?.after ?? node?.before)?.data.label;
}
