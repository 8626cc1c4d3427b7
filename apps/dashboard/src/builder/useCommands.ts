import { useReactFlow } from '@xyflow/react';
import type { Dispatch } from 'react';
import { toast } from 'sonner';
import { readJson } from '@/automations/readJson';
import { explainTool, recogniseTool } from '@/exchange/recogniseTool';
import { fitting } from './canvasLook';
import type { Question } from './dialogs';
import { arrange } from './graph/arrange';
import type { BuilderAction, BuilderState, Edit } from './graph/builderReducer';
import { copy, readFragment } from './graph/clipboard';
import { exitOf, nothing, onlyNode } from './graph/edits';
import { type Direction, walk } from './graph/walk';
import type { Command } from './keys';
import { useBurst } from './useBurst';
import { type Arrow, stepOf } from './useCanvasKeys';

/** @returns whether it was another tool's file, of which it is said why it is not pasted */
function refuseTool(text: string): boolean {
  const { value } = { value: undefined, ...readJson(text) };
  const tool = recogniseTool(value);
  if (tool) toast.error(explainTool(tool), { duration: 15_000 });
  return tool !== undefined;
}

/** Where a copy goes, seen from what was copied. */
const aside = { x: 32, y: 48 };

/** What still works where nothing is edited. */
const reading = new Set<Command>(['go', 'configure', 'fit', 'selectAll', 'selectNone', 'keys']);

/** What keys and buttons do. */
export function useCommands({
  state: { graph, selection },
  dispatch,
  edit,
  ask,
  rename,
  focusNode,
  openPanel,
  organisationId,
  isReadOnly,
}: {
  state: BuilderState;
  dispatch: Dispatch<BuilderAction>;
  edit: (edit: Edit) => void;
  ask: (question: Question) => void;
  rename: (nodeId: string) => void;
  focusNode: (nodeId: string) => void;
  openPanel: () => void;
  organisationId: string | undefined;
  isReadOnly: boolean;
}) {
  const { fitView } = useReactFlow();
  const burstOf = useBurst();
  const node = onlyNode(graph, selection);
  const isAnySelected = selection.nodes.length + selection.edges.length > 0;
  const select = (nodes: string[]) => dispatch({ type: 'select', selection: { nodes, edges: [] } });
  // Where the cards are only once they were drawn at their new places.
  const fit = () => setTimeout(() => void fitView({ ...fitting, duration: 120 }), 50);

  const commands: Record<Command, (key: string) => void> = {
    add: () => ask({ is: 'add', behind: exitOf(graph, node?.id) }),
    connect: () => node && ask({ is: 'connect', source: node.id }),
    rename: () => node && rename(node.id),
    configure: () => node && openPanel(),
    delete: () => isAnySelected && edit({ type: 'remove', what: selection }),
    duplicate: () =>
      selection.nodes.length > 0 &&
      edit({ type: 'paste', fragment: copy(graph, selection), by: aside, isForeign: false }),
    selectAll: () => select(graph.nodes.map(({ id }) => id)),
    selectNone: () => dispatch({ type: 'select', selection: nothing }),
    undo: () => dispatch({ type: 'undo' }),
    redo: () => dispatch({ type: 'redo' }),
    arrange: () => {
      dispatch({ type: 'move', places: arrange(graph) });
      fit();
    },
    fit,
    keys: () => ask({ is: 'keys' }),
    go: (key) => {
      const next = walk(graph, node?.id ?? '', key as Direction);
      if (!next) return;
      select([next]);
      focusNode(next);
    },
    nudge: (key) => {
      const by = stepOf(key as Arrow);
      const places = graph.nodes.flatMap(({ id, position: { x, y } }) =>
        selection.nodes.includes(id) ? [[id, { x: x + by.x, y: y + by.y }]] : [],
      );
      dispatch({ type: 'move', places: Object.fromEntries(places), burst: burstOf('nudge') });
    },
  };
  return {
    onCommand: (command: Command, key: string) => {
      if (!isReadOnly || reading.has(command)) commands[command](key);
    },
    onCopy: () =>
      selection.nodes.length === 0
        ? undefined
        : JSON.stringify({ ...copy(graph, selection), organisationId }, null, 2),
    onCut: () => {
      if (!isReadOnly) edit({ type: 'remove', what: selection });
    },
    onPaste: (text: string) => {
      if (isReadOnly) return false;
      const fragment = readFragment(text);
      if (!fragment) return refuseTool(text);
      const isForeign = fragment.organisationId !== organisationId;
      edit({ type: 'paste', fragment, by: aside, isForeign });
      return true;
    },
  };
}
