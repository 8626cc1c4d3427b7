'use client';

import type { WorkflowGraph } from '@echoai/contract';
import { Background, Controls, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import { type BuilderActions, BuilderProvider } from '@/builder/BuilderContext';
import { fitting, useCanvasLook } from '@/builder/canvasLook';
import { cardsOf, linesOf, nameOf } from '@/builder/flowElements';
import { tidy } from '@/builder/graph/arrange';
import type { Card, Mark } from '@/builder/NodeCard';
import { useFocusNode } from '@/builder/useFocusNode';
import { useIsWide } from '@/builder/useIsWide';
import type { WayLine } from '@/builder/WayEdge';
import '@/builder/builder.css';

/** What a page shows of a graph's nodes and edges, by id; those that are not in it stand back. */
export interface GraphLook {
  marks: Map<string, Mark>;
  /** Edges in a colour, such as those that were taken. */
  edges: Map<string, string>;
  /** Edges that only one of two graphs has, where they are compared. */
  changes?: Map<string, 'added' | 'removed'>;
}

/** A graph to read: pan, zoom, and choose a node by mouse, Tab and Enter. */
export function GraphView(props: {
  graph: WorkflowGraph;
  look: GraphLook;
  /** Brought into view when it changes. */
  chosenId: string | undefined;
  onChoose: (nodeId: string) => void;
}) {
  return (
    <ReactFlowProvider>
      <BuilderProvider value={reading}>
        <View {...props} />
      </BuilderProvider>
    </ReactFlowProvider>
  );
}

const nothing = () => {};
const reading: BuilderActions = {
  isReadOnly: true,
  renamingId: undefined,
  beginRename: nothing,
  endRename: nothing,
  addBehind: nothing,
  removeEdge: nothing,
};

function View({ graph, look, chosenId, onChoose }: Parameters<typeof GraphView>[0]) {
  const { showNode } = useFocusNode();
  const isWide = useIsWide();
  const { look: canvasLook, measured, measure } = useCanvasLook();
  // Laid out once a graph, and not with each step that is shown.
  const laidOut = useMemo(() => tidy(graph), [graph]);
  const nodes = useMemo(() => {
    const shown = {
      graph: laidOut,
      selection: { nodes: chosenId ? [chosenId] : [], edges: [] },
      diagnostics: [],
      path: [],
    };
    return cardsOf(shown, measured).map((card): Card => {
      const mark = look.marks.get(card.id);
      const name = nameOf(card.data.node, 0);
      const ariaLabel = mark ? `${name}, ${mark.text}` : name;
      return { ...card, ariaLabel, data: { ...card.data, mark, isQuiet: !mark } };
    });
  }, [laidOut, look, chosenId, measured]);
  const edges = useMemo(
    () =>
      linesOf({ graph, selection: { nodes: [], edges: [] }, path: [] }).map((line): WayLine => {
        const colour = look.edges.get(line.id);
        const change = look.changes?.get(line.id);
        return { ...line, data: { ...line.data!, colour, change, isQuiet: colour === undefined } };
      }),
    [graph, look],
  );
  useEffect(() => {
    if (!chosenId) return;
    const timer = showNode(chosenId);
    return () => clearTimeout(timer);
  }, [chosenId, showNode]);
  return (
    <ReactFlow<Card, WayLine>
      nodes={nodes}
      edges={edges}
      {...canvasLook}
      nodesDraggable={false}
      nodesConnectable={false}
      // On a phone all of it would be too small to read: it begins at what is shown.
      fitViewOptions={isWide || !chosenId ? fitting : { ...fitting, nodes: [{ id: chosenId }] }}
      onNodesChange={(changes) => {
        measure(changes);
        for (const change of changes)
          if (change.type === 'select' && change.selected) onChoose(change.id);
      }}
    >
      <Background gap={16} size={1} />
      <Controls showInteractive={false} position="bottom-left" fitViewOptions={fitting} />
    </ReactFlow>
  );
}
