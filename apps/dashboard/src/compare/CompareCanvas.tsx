import type { WorkflowGraph } from '@echoai/contract';
import { Minus, Pencil, Plus } from 'lucide-react';
import { useMemo } from 'react';
import type { Mark } from '@/builder/NodeCard';
import { GraphView } from '@/trace/GraphView';
import { type GraphDiff, mergedGraph } from './diffGraphs';

const marks: Record<'added' | 'removed' | 'changed', Mark> = {
  added: { tone: 'success', icon: Plus, text: 'Added' },
  removed: { tone: 'danger', icon: Minus, text: 'Removed' },
  changed: { tone: 'warning', icon: Pencil, text: 'Changed' },
};
const colours = { added: 'var(--success-ink)', removed: 'var(--danger-ink)' };

/** Both graphs as one, with what differs marked. */
export function CompareCanvas({
  diff,
  chosenId,
  onChoose,
}: {
  diff: GraphDiff;
  chosenId: string | undefined;
  onChoose: (nodeId: string) => void;
}) {
  const graph: WorkflowGraph = useMemo(() => mergedGraph(diff), [diff]);
  const look = useMemo(() => {
    const changes = new Map(
      diff.edges.flatMap(({ id, change }) => (change === 'same' ? [] : [[id, change] as const])),
    );
    return {
      marks: new Map(
        diff.nodes.flatMap(({ id, change }) =>
          change === 'same' ? [] : [[id, marks[change]] as const],
        ),
      ),
      edges: new Map([...changes].map(([id, change]) => [id, colours[change]])),
      changes,
    };
  }, [diff]);
  return <GraphView graph={graph} look={look} chosenId={chosenId} onChoose={onChoose} />;
}
