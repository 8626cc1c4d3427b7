import type { WorkflowGraph, WorkflowNode } from '@echoai/contract';
import type { ConnectionChoice } from '../form/newConfig';
import { type Fragment, paste } from './clipboard';
import {
  addNode,
  configure,
  connect,
  type Edited,
  type Exit,
  move,
  nothing,
  remove,
  rename,
  type Selection,
} from './edits';
import type { Position } from './places';

/** Most steps that can be undone. */
const longestPast = 200;

export interface BuilderState {
  graph: WorkflowGraph;
  selection: Selection;
  /** Graphs of before, the latest last. */
  past: WorkflowGraph[];
  /** Graphs that were undone, the next to come back last. */
  future: WorkflowGraph[];
  /** Edits of one burst, such as a drag, are one step of undo. */
  burst: string | undefined;
}

/** What changes the graph. */
export type Edit =
  | {
      type: 'add';
      kind: string;
      position?: Position;
      behind?: Exit | undefined;
      /** Where a provider has only one, a new node of that provider takes it. */
      connections?: ConnectionChoice[] | undefined;
    }
  | ({ type: 'connect'; target: string } & Exit)
  | { type: 'move'; places: Record<string, Position>; burst?: string | undefined }
  | { type: 'rename'; id: string; label: string; burst?: string | undefined }
  | { type: 'configure'; id: string; config: WorkflowNode['data']['config']; burst?: string }
  | { type: 'remove'; what: Selection }
  | { type: 'paste'; fragment: Fragment; by: Position; isForeign: boolean }
  /** Another graph as a whole; the one of before can be had back. */
  | { type: 'replace'; graph: WorkflowGraph };

export type BuilderAction =
  | Edit
  | { type: 'select'; selection: Selection }
  /** Takes some into the selection, and others out of it. */
  | { type: 'mark'; what: keyof Selection; changes: { id: string; selected: boolean }[] }
  | { type: 'undo' }
  | { type: 'redo' }
  /** Keeps the graph over another, which undo brings back. */
  | { type: 'overwrite'; theirs: WorkflowGraph };

export function begin(graph: WorkflowGraph): BuilderState {
  return { graph, selection: nothing, past: [], future: [], burst: undefined };
}

/** The builder's state after an action. Pure; an edit that changes nothing is no step of undo. */
export function builderReducer(state: BuilderState, action: BuilderAction): BuilderState {
  switch (action.type) {
    case 'select':
      return { ...state, selection: action.selection, burst: undefined };
    case 'mark':
      return { ...state, selection: mark(state.selection, action), burst: undefined };
    case 'undo':
      return travel(state, state.past, (past) => ({
        past,
        future: [...state.future, state.graph],
      }));
    case 'redo':
      return travel(state, state.future, (future) => ({
        future,
        past: [...state.past, state.graph],
      }));
    case 'overwrite':
      return { ...state, past: [...state.past, action.theirs], future: [], burst: undefined };
    default:
      return edit(state, action);
  }
}

function edit(state: BuilderState, action: Edit): BuilderState {
  const { graph, selection } = editors[action.type](state, action as never);
  if (graph === state.graph) return state;
  const burst = 'burst' in action ? action.burst : undefined;
  const goesOn = burst !== undefined && burst === state.burst;
  return {
    graph,
    selection: within(graph, selection),
    past: goesOn ? state.past : [...state.past, state.graph].slice(-longestPast),
    future: [],
    burst,
  };
}

const editors: {
  [Type in Edit['type']]: (state: BuilderState, edit: Extract<Edit, { type: Type }>) => Edited;
} = {
  add: ({ graph }, edit) => addNode(graph, edit),
  connect: ({ graph, selection }, edit) => ({ graph: connect(graph, edit), selection }),
  move: ({ graph, selection }, { places }) => ({ graph: move(graph, places), selection }),
  rename: ({ graph, selection }, { id, label }) => ({ graph: rename(graph, id, label), selection }),
  configure: ({ graph, selection }, { id, config }) => ({
    graph: configure(graph, id, config),
    selection,
  }),
  remove: ({ graph, selection }, { what }) => ({ graph: remove(graph, what), selection }),
  paste: ({ graph }, edit) => paste(graph, edit),
  replace: ({ selection }, { graph }) => ({ graph, selection }),
};

function travel(
  state: BuilderState,
  from: WorkflowGraph[],
  leave: (rest: WorkflowGraph[]) => Pick<BuilderState, 'past' | 'future'>,
): BuilderState {
  const graph = from.at(-1);
  if (!graph) return state;
  return {
    graph,
    selection: within(graph, state.selection),
    burst: undefined,
    ...leave(from.slice(0, -1)),
  };
}

function mark(
  selection: Selection,
  { what, changes }: Extract<BuilderAction, { type: 'mark' }>,
): Selection {
  const after = new Set(selection[what]);
  for (const { id, selected } of changes)
    if (selected) after.add(id);
    else after.delete(id);
  return { ...selection, [what]: [...after] };
}

/** What of the selection there still is. */
function within({ nodes, edges }: WorkflowGraph, selection: Selection): Selection {
  return {
    nodes: selection.nodes.filter((id) => nodes.some((node) => node.id === id)),
    edges: selection.edges.filter((id) => edges.some((edge) => edge.id === id)),
  };
}
