import { nodeDefinitions } from '@echoai/automation/nodes/index';
import type { WorkflowNode } from '@echoai/contract';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { CircleAlert, type LucideIcon, Plus, TriangleAlert } from 'lucide-react';
import { memo, useMemo, useState } from 'react';
import { iconNamed } from '@/automations/NodeIcon';
import { classes } from '@/lib/classes';
import { useBuilder } from './BuilderContext';
import type { Way } from './graph/outcomes';
import { summaryOf } from './graph/summary';

/** What a page says of a node on the canvas beside its problems, such as what became of it. */
export interface Mark {
  tone: 'neutral' | 'success' | 'warning' | 'danger';
  icon: LucideIcon;
  text: string;
}

export type Card = Node<
  {
    node: WorkflowNode;
    ways: Way[];
    problems: number;
    hasErrors: boolean;
    isOnPath: boolean;
    mark?: Mark | undefined;
    /** Stands back behind the others. */
    isQuiet?: boolean;
  },
  'card'
>;

/** A node on the canvas: what it is, what it is set to, and a handle for each way out. */
export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<Card>) {
  const { node, ways, isOnPath, mark, isQuiet = false } = data;
  const { isReadOnly, references } = useBuilder();
  const { kind } = node.data.config;
  const definition = nodeDefinitions[kind];
  const summary = useMemo(
    () => summaryOf(node.data.config, references),
    [node.data.config, references],
  );
  return (
    <div
      className={classes(
        'w-[248px] rounded-lg border border-line-strong bg-surface text-ink transition-colors',
        node.type === 'trigger' && 'rounded-l-[28px]',
        isOnPath && 'border-warning-ink',
        mark && markStyles[mark.tone].border,
        isQuiet && 'opacity-55',
        selected && 'border-accent-ink ring-1 ring-accent-ink',
      )}
    >
      {mark && <MarkBadge mark={mark} />}
      {node.type !== 'trigger' && (
        <Handle type="target" position={Position.Left} isConnectable={!isReadOnly} />
      )}
      <div className="flex h-14 items-center gap-2.5 px-3">
        <Shape node={node} />
        <div className="min-w-0 flex-1">
          <Label node={node} />
          <p className="truncate text-muted text-xs leading-4">{definition?.title ?? kind}</p>
        </div>
        <ProblemMark {...data} />
      </div>
      <p className="truncate px-3 pb-2 text-muted text-xs leading-4">{summary || '\u00a0'}</p>
      {ways.length > 0 && (
        <ul className="border-t py-1">
          {ways.map((way) => (
            <WayOut key={way.id} node={node} way={way} />
          ))}
        </ul>
      )}
    </div>
  );
});

const markStyles = {
  neutral: { border: 'border-control-line', badge: 'border-control-line text-muted' },
  success: { border: 'border-success-ink', badge: 'border-success-ink text-success-ink' },
  warning: { border: 'border-warning-ink', badge: 'border-warning-ink text-warning-ink' },
  danger: { border: 'border-danger-ink', badge: 'border-danger-ink text-danger-ink' },
};

function MarkBadge({ mark: { tone, icon: Icon, text } }: { mark: Mark }) {
  return (
    <p
      className={classes(
        'absolute -top-3 right-3 z-10 flex h-6 items-center gap-1 rounded-full border bg-surface px-2 font-medium text-xs',
        markStyles[tone].badge,
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {text}
    </p>
  );
}

const shapes = {
  trigger: 'rounded-full bg-success-soft text-success-ink',
  condition: 'rotate-45 scale-90 rounded-md bg-warning-soft text-warning-ink [&>svg]:-rotate-45',
  action: 'rounded-md bg-selected text-accent-ink',
};

/** Triggers are round, conditions diamonds, actions square; what waits has a dashed edge. */
function Shape({ node }: { node: WorkflowNode }) {
  const definition = nodeDefinitions[node.data.config.kind];
  const Icon = iconNamed(definition?.icon);
  return (
    <span
      aria-hidden
      className={classes(
        'flex size-8 shrink-0 items-center justify-center',
        shapes[node.type],
        definition?.waits && 'border border-current border-dashed',
      )}
    >
      <Icon className="size-4" />
    </span>
  );
}

function Label({ node }: { node: WorkflowNode }) {
  const { renamingId, beginRename, endRename, isReadOnly } = useBuilder();
  const { id, data } = node;
  if (renamingId === id) return <LabelInput node={node} endRename={endRename} />;
  return (
    // F2 does the same by keyboard.
    <p
      className="truncate font-medium text-[13px] leading-5"
      title={data.label}
      onDoubleClick={() => !isReadOnly && beginRename(id)}
    >
      {data.label}
    </p>
  );
}

function LabelInput({
  node: { id, data },
  endRename,
}: {
  node: WorkflowNode;
  endRename: (nodeId: string, label: string | undefined) => void;
}) {
  const [label, setLabel] = useState(data.label);
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: one asked to type here, by a double click or F2.
      autoFocus
      aria-label="Label"
      maxLength={120}
      className="nodrag nopan -ml-1 w-full rounded border border-accent-ink bg-surface px-1 font-medium text-[13px] leading-4.5 outline-none"
      value={label}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setLabel(event.target.value)}
      onBlur={() => endRename(id, label.trim() || undefined)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') endRename(id, label.trim() || undefined);
        if (event.key === 'Escape') endRename(id, undefined);
      }}
    />
  );
}

function ProblemMark({ problems, hasErrors }: Card['data']) {
  if (problems === 0) return null;
  const Icon = hasErrors ? CircleAlert : TriangleAlert;
  return (
    <span
      className={classes(
        'flex shrink-0 items-center gap-0.5 text-xs tabular-nums',
        hasErrors ? 'text-danger-ink' : 'text-warning-ink',
      )}
    >
      <Icon aria-hidden className="size-4" />
      {problems > 1 && problems}
    </span>
  );
}

function WayOut({ node, way }: { node: WorkflowNode; way: Way }) {
  const { addBehind, isReadOnly } = useBuilder();
  const isFault = way.id === 'error' || way.isUnknown === true;
  return (
    <li className="relative flex h-[26px] items-center justify-end gap-1 pr-3 pl-3">
      <span className={classes('truncate text-xs', isFault ? 'text-danger-ink' : 'text-muted')}>
        {way.title}
      </span>
      {!way.edge && !isReadOnly && (
        <button
          type="button"
          // By keyboard `a` does the same, without a stop at each way out of each node.
          tabIndex={-1}
          aria-label={`Add behind ${way.title} of ${node.data.label}`}
          className="nodrag nopan flex size-5 items-center justify-center rounded text-muted hover:bg-hover hover:text-ink"
          onClick={(event) => {
            event.stopPropagation();
            addBehind({ source: node.id, outcome: way.id });
          }}
        >
          <Plus aria-hidden className="size-3.5" />
        </button>
      )}
      <Handle
        type="source"
        id={way.id}
        position={Position.Right}
        isConnectable={!isReadOnly}
        className={isFault ? 'is-fault' : undefined}
      />
    </li>
  );
}
