import {
  BaseEdge,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  getSmoothStepPath,
} from '@xyflow/react';
import { Minus, Plus, X } from 'lucide-react';
import { memo } from 'react';
import { classes } from '@/lib/classes';
import { useBuilder } from './BuilderContext';

export type WayLine = Edge<
  {
    outcome: string;
    title: string;
    isFault: boolean;
    isOnPath: boolean;
    name: string;
    /** A colour of its own, for pages that show what became of the edge. */
    colour?: string | undefined;
    isQuiet?: boolean;
    /** Where two graphs are compared: only the later one, or only the earlier one has it. */
    change?: 'added' | 'removed' | undefined;
  },
  'way'
>;

/** An edge with the title of the way out that it leaves by. */
export const WayEdge = memo(function WayEdge({ id, data, selected, ...rest }: EdgeProps<WayLine>) {
  const { removeEdge, isReadOnly } = useBuilder();
  const [path, labelX, labelY] = getSmoothStepPath({ ...rest, borderRadius: 12 });
  const { outcome, title, isFault, isOnPath, name, isQuiet = false, change } = data!;
  const isNamed = outcome !== 'next';
  const isMarked = isOnPath || data!.colour !== undefined;
  const colour =
    data!.colour ?? (isFault ? 'var(--danger-ink)' : isOnPath ? 'var(--warning-ink)' : undefined);
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={20}
        {...(rest.markerEnd ? { markerEnd: rest.markerEnd } : {})}
        style={{
          strokeWidth: selected || isMarked ? 2 : 1.5,
          ...(isQuiet ? { opacity: 0.4 } : {}),
          ...(isFault || change === 'removed' ? { strokeDasharray: '4 3' } : {}),
          ...(colour && !selected ? { stroke: colour } : {}),
        }}
      />
      {(isNamed || selected || change) && (
        <EdgeLabelRenderer>
          <div
            className={classes(
              'nodrag nopan absolute flex items-center gap-1 rounded bg-canvas px-1 text-xs',
              isFault ? 'text-danger-ink' : 'text-muted',
              selected ? 'pointer-events-auto z-10 text-accent-ink' : 'pointer-events-none',
            )}
            style={{
              transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)`,
              ...(change ? { color: colour } : {}),
            }}
          >
            {change && <Sign change={change} />}
            {isNamed && <span className="max-w-28 truncate">{title}</span>}
            {selected && !isReadOnly && (
              <button
                type="button"
                aria-label={`Remove the edge ${name}`}
                className="flex size-5 items-center justify-center rounded hover:bg-hover"
                onClick={() => removeEdge(id)}
              >
                <X aria-hidden className="size-3.5" />
              </button>
            )}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

function Sign({ change }: { change: 'added' | 'removed' }) {
  const Icon = change === 'added' ? Plus : Minus;
  return <Icon aria-hidden className="size-3.5" />;
}
