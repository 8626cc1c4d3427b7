import {
  Background,
  Controls,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  ReactFlow,
  useReactFlow,
} from '@xyflow/react';
import { type Dispatch, type DragEvent, useMemo, useState } from 'react';
import type { Diagnostic } from '@/automations/diagnosticsOf';
import { fitting, useCanvasLook } from './canvasLook';
import { cardsOf, linesOf } from './flowElements';
import type { BuilderAction, BuilderState } from './graph/builderReducer';
import { canConnect, type Exit } from './graph/edits';
import { cardWidth, type Position } from './graph/places';
import type { Card } from './NodeCard';
import type { WayLine } from './WayEdge';
import './builder.css';

export const draggedKind = 'application/x-echoai-node-kind';
const overview = { width: 144, height: 96 };
const several = ['Shift', 'Meta', 'Control'];

/** The graph to see and to touch; all state is the builder's. */
export function Canvas({
  state: { graph, selection },
  dispatch,
  diagnostics,
  path,
  isReadOnly,
  addAt,
  drop,
}: {
  state: BuilderState;
  dispatch: Dispatch<BuilderAction>;
  diagnostics: Diagnostic[];
  path: string[];
  isReadOnly: boolean;
  /** Asks what to add where an edge was let go of. */
  addAt: (at: { position: Position; behind: Exit }) => void;
  /** A kind was dropped from the palette. */
  drop: (dropped: { kind: string; position: Position }) => void;
}) {
  const { screenToFlowPosition } = useReactFlow();
  const { look, measured, measure } = useCanvasLook();
  // Where cards are while they are dragged: a frame then costs these, and not the whole builder.
  const [dragged, setDragged] = useState(notDragged);
  const cards = useMemo(
    () => cardsOf({ graph, selection, diagnostics, path }, measured),
    [graph, selection, diagnostics, path, measured],
  );
  const nodes = useMemo(
    () =>
      dragged === notDragged
        ? cards
        : cards.map((card) => {
            const position = dragged[card.id];
            return position ? { ...card, position } : card;
          }),
    [cards, dragged],
  );
  const edges = useMemo(() => linesOf({ graph, selection, path }), [graph, selection, path]);

  const onNodesChange = (changes: NodeChange<Card>[]) => {
    measure(changes);
    const moves = changes.filter(isMove);
    const places = Object.fromEntries(moves.map(({ id, position }) => [id, position]));
    if (moves.some(({ dragging }) => dragging)) setDragged((now) => ({ ...now, ...places }));
    else if (moves.length > 0) {
      dispatch({ type: 'move', places });
      setDragged(notDragged);
    }
    const chosen = changes.filter((change) => change.type === 'select');
    if (chosen.length > 0) dispatch({ type: 'mark', what: 'nodes', changes: chosen });
  };
  const onDrop = (event: DragEvent) => {
    const kind = event.dataTransfer.getData(draggedKind);
    if (!kind || isReadOnly) return;
    event.preventDefault();
    const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    drop({ kind, position: round({ x: x - cardWidth / 2, y: y - 28 }) });
  };
  const onConnectEnd = (event: MouseEvent | TouchEvent, connection: FinalConnectionState) => {
    const { fromHandle, toHandle, toNode } = connection;
    if (toHandle || toNode || fromHandle?.type !== 'source') return;
    const { clientX, clientY } = 'changedTouches' in event ? event.changedTouches[0]! : event;
    const position = round(screenToFlowPosition({ x: clientX, y: clientY }));
    addAt({ position, behind: { source: fromHandle.nodeId, outcome: fromHandle.id ?? 'next' } });
  };
  return (
    <ReactFlow<Card, WayLine>
      nodes={nodes}
      edges={edges}
      {...look}
      // The builder has its own keys, which go along the ways.
      disableKeyboardA11y
      multiSelectionKeyCode={several}
      nodesDraggable={!isReadOnly}
      nodesConnectable={!isReadOnly}
      connectionRadius={40}
      snapToGrid
      snapGrid={[8, 8]}
      // On a phone all of it would be too small to read: it begins where the automation does.
      fitViewOptions={isReadOnly ? { ...fitting, nodes: nodes.slice(0, 2) } : fitting}
      onNodesChange={onNodesChange}
      onEdgesChange={(changes) => {
        const chosen = changes.filter((change) => change.type === 'select');
        if (chosen.length > 0) dispatch({ type: 'mark', what: 'edges', changes: chosen });
      }}
      onConnect={({ source, target, sourceHandle }) =>
        dispatch({ type: 'connect', source, target, outcome: sourceHandle ?? 'next' })
      }
      onConnectEnd={onConnectEnd}
      isValidConnection={(connection) => canConnect(graph, connection)}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(draggedKind)) event.preventDefault();
      }}
      onDrop={onDrop}
    >
      <Background gap={16} size={1} />
      <Controls showInteractive={false} position="bottom-left" fitViewOptions={fitting} />
      {!isReadOnly && <MiniMap pannable zoomable nodeBorderRadius={16} style={overview} />}
    </ReactFlow>
  );
}

const notDragged: Record<string, Position> = {};

type Move = Extract<NodeChange<Card>, { type: 'position' }> & { position: Position };
const isMove = (change: NodeChange<Card>): change is Move =>
  change.type === 'position' && change.position !== undefined;

const round = ({ x, y }: Position): Position => ({ x: Math.round(x), y: Math.round(y) });
