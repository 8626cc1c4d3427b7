'use client';

import type { WorkflowGraph } from '@echoai/contract';
import { type ReactNode, useMemo, useState } from 'react';
import { NodeIcon } from '@/automations/NodeIcon';
import { outcomeTitle } from '@/automations/outcomeTitle';
import type { Mark } from '@/builder/NodeCard';
import { GraphView } from './GraphView';
import { Player } from './Player';
import { edgesTaken, type TraceStep, visitsUpTo } from './traceSteps';
import { Variables } from './Variables';

/**
 * What an execution or a simulation did, drawn on its graph, to step through forward and back: the
 * way until then, the step itself, and what every node had given by then.
 */
export function Trace<Step extends TraceStep>({
  graph,
  steps,
  event,
  markOf,
  children,
}: {
  graph: WorkflowGraph;
  steps: Step[];
  /** What the trigger gave. */
  event: unknown;
  /** How a node looks that was visited `count` times, the last time by this step. */
  markOf: (step: Step, count: number) => Mark;
  /** What there is to say of a step, and to do with it. */
  children: (step: Step, place: number) => ReactNode;
}) {
  const last = steps.length - 1;
  /** Undefined follows the latest step, also while new ones come. */
  const [chosen, setChosen] = useState<number>();
  const place = Math.min(chosen ?? last, last);
  const step = steps[place];
  const go = (next: number) => setChosen(next >= last ? undefined : Math.max(next, 0));
  const visits = useMemo(() => visitsUpTo(steps, place), [steps, place]);
  const look = useMemo(
    () => ({
      marks: new Map(
        [...visits].map(([nodeId, { count, latest }]) => [nodeId, markOf(steps[latest]!, count)]),
      ),
      edges: new Map(
        [...edgesTaken(steps, place, graph.edges)].map((id) => [id, 'var(--accent-ink)']),
      ),
    }),
    [visits, steps, place, graph.edges, markOf],
  );
  /** The visit of a node that is nearest to what is shown, which a second choice moves on. */
  const choose = (nodeId: string) => {
    const places = steps.flatMap((each, index) => (each.nodeId === nodeId ? [index] : []));
    const next = places.find((index) => index > place) ?? places[0];
    if (next !== undefined && steps[place]?.nodeId !== nodeId) go(next);
  };
  return (
    <div className="@container">
      <div className="flex @4xl:h-[min(70dvh,640px)] flex-col @4xl:flex-row overflow-hidden rounded-lg border">
        <div className="flex min-h-0 min-w-0 @4xl:flex-1 flex-col">
          <section
            aria-label="Way taken"
            className="relative @4xl:h-auto h-[max(46dvh,280px)] @4xl:min-h-0 @4xl:flex-1"
          >
            <GraphView graph={graph} look={look} chosenId={step?.nodeId} onChoose={choose} />
          </section>
          <Player place={place} steps={steps} onGo={go} />
        </div>
        <aside
          aria-label="Step"
          className="flex min-h-0 @4xl:w-90 flex-col overflow-y-auto @4xl:border-t-0 border-t @4xl:border-l"
        >
          {step ? (
            <>
              <header className="flex items-center gap-2 border-b px-4 py-2.5">
                <NodeIcon kind={step.kind} />
                <h2 className="min-w-0 flex-1 truncate font-semibold">{step.label}</h2>
                {step.outcome && (
                  <span className="truncate text-[13px] text-muted">
                    → {outcomeTitle(step.outcome, configOf(graph, step))}
                  </span>
                )}
              </header>
              <div className="flex flex-col gap-3 px-4 py-3">{children(step, place)}</div>
              <Variables steps={steps} last={place} event={event} />
            </>
          ) : (
            <p className="px-4 py-3 text-muted">It has not come to a node yet.</p>
          )}
        </aside>
      </div>
    </div>
  );
}

function configOf({ nodes }: WorkflowGraph, { nodeId }: TraceStep) {
  return nodes.find(({ id }) => id === nodeId)?.data.config;
}
