'use client';

import type { Workflow } from '@echoai/contract';
import { ReactFlowProvider } from '@xyflow/react';
import { Zap } from 'lucide-react';
import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { Diagnostic } from '@/automations/diagnosticsOf';
import { Button } from '@/components/Button';
import { downloadGraph } from '@/exchange/downloadGraph';
import { useConnections } from '@/integrations/connectionQueries';
import { useMe } from '@/lib/useMe';
import { Banners } from './Banners';
import { type BuilderActions, BuilderProvider } from './BuilderContext';
import { Canvas } from './Canvas';
import { AddDialog, ConnectDialog, KeysDialog, type Question } from './dialogs';
import { tidy } from './graph/arrange';
import { begin, builderReducer, type Edit } from './graph/builderReducer';
import { exitOf, nothing, onlyNode } from './graph/edits';
import type { Mend } from './graph/mends';
import { NodePanel } from './NodePanel';
import { NodePicker } from './NodePicker';
import { Problems } from './Problems';
import { Toolbar } from './Toolbar';
import { useBurst } from './useBurst';
import { useCanvasKeys } from './useCanvasKeys';
import { useCommands } from './useCommands';
import { useDiagnostics } from './useDiagnostics';
import { useDraft } from './useDraft';
import { useFocusNode } from './useFocusNode';
import { useIsWide } from './useIsWide';
import { useReferences } from './useReferences';
import { useRestore } from './useRestore';
import { useShowField } from './useShowField';
import { useUndoToast } from './useUndoToast';

/** The draft of an automation as a graph that is edited on a canvas. */
export function Builder({ workflow }: { workflow: Workflow }) {
  return (
    <ReactFlowProvider>
      <Workbench workflow={workflow} />
    </ReactFlowProvider>
  );
}

const noPath: string[] = [];

function Workbench({ workflow }: { workflow: Workflow }) {
  const isReadOnly = !useIsWide();
  const [opened] = useState(() => tidy(workflow.draft));
  const [state, dispatch] = useReducer(builderReducer, opened, begin);
  const { graph, selection } = state;
  const draft = useDraft({ workflow, opened, graph, dispatch });
  const { states: references, isCurrent, hasFailed } = useReferences(graph);
  const found = useDiagnostics(graph, references, isCurrent);
  const diagnostics = useMemo(
    () => (hasFailed && found ? [...found, notLookedUp] : found),
    [hasFailed, found],
  );
  const { data: connections } = useConnections();
  const [question, setQuestion] = useState<Question>();
  const [chosen, setChosen] = useState<Diagnostic>();
  const [renamingId, setRenamingId] = useState<string>();
  const canvas = useRef<HTMLElement>(null);
  const panel = useRef<HTMLElement>(null);
  const burstOf = useBurst();
  const { focusNode, showNode } = useFocusNode();
  const showField = useShowField(panel);
  const offerUndo = useUndoToast(graph, dispatch);
  useRestore({ workflowId: workflow.id, state, dispatch, offerUndo });
  const { data: me } = useMe();
  const node = onlyNode(graph, selection);
  // The panel that opens for it takes room from the canvas.
  useEffect(() => {
    if (!node?.id) return;
    const timer = showNode(node.id);
    return () => clearTimeout(timer);
  }, [node?.id, showNode]);
  // Shown while it is still found: a mended one has no way to show.
  const path = diagnostics?.some((one) => isLike(one, chosen)) ? chosen!.path : noPath;

  /** An edit whose new or kept selection gets the focus. */
  const edit = (wanted: Edit) => {
    const made = wanted.type === 'add' ? { ...wanted, connections } : wanted;
    const after = builderReducer(state, made);
    dispatch(made);
    const next = after.selection.nodes[0];
    if (next && !panel.current?.contains(document.activeElement)) focusNode(next);
    else if (!next) canvas.current?.focus({ preventScroll: true });
  };
  const commands = useCommands({
    state,
    dispatch,
    edit,
    ask: setQuestion,
    rename: setRenamingId,
    focusNode,
    openPanel: () => focusFirst(panel.current),
    organisationId: me?.organisation.id,
    isReadOnly,
  });
  useCanvasKeys(canvas, commands);
  const mend = ({ title, edit: made }: Mend) => {
    edit(made);
    offerUndo(`${title}: done`);
  };
  const choose = (diagnostic: Diagnostic) => {
    setChosen(diagnostic);
    if (!diagnostic.nodeId) return;
    dispatch({ type: 'select', selection: { nodes: [diagnostic.nodeId], edges: [] } });
    if (diagnostic.field) showField(diagnostic.field);
    else focusNode(diagnostic.nodeId);
  };
  const add = (kind: string) => edit({ type: 'add', kind, behind: exitOf(graph, node?.id) });
  const actions: BuilderActions = useMemo(
    () => ({
      isReadOnly,
      renamingId,
      beginRename: setRenamingId,
      endRename(id, label) {
        setRenamingId(undefined);
        if (label) dispatch({ type: 'rename', id, label });
        focusNode(id);
      },
      addBehind: (behind) => setQuestion({ is: 'add', behind }),
      removeEdge: (id) => dispatch({ type: 'remove', what: { nodes: [], edges: [id] } }),
      references,
    }),
    [isReadOnly, renamingId, focusNode, references],
  );
  const close = () => setQuestion(undefined);
  return (
    <BuilderProvider value={actions}>
      <div className="flex flex-col md:h-[calc(100dvh-94px)] md:min-h-[520px]">
        {isReadOnly ? (
          <p className="border-b px-4 py-2 text-[13px] text-muted">
            To read. Editing wants a wider screen; the tab Nodes has the same as text.
          </p>
        ) : (
          <Toolbar
            canUndo={state.past.length > 0}
            canRedo={state.future.length > 0}
            state={draft.state}
            onCommand={(command) => commands.onCommand(command, '')}
            onExport={() => downloadGraph(workflow.name, graph)}
          />
        )}
        <Banners draft={draft} />
        <div className="flex min-h-0 flex-1 max-md:flex-col">
          {!isReadOnly && (
            <aside aria-label="Palette" className="flex w-50 shrink-0 border-r p-3 max-lg:hidden">
              <NodePicker isDraggable onPick={add} className="flex-1" />
            </aside>
          )}
          <div className="flex min-h-0 min-w-0 flex-1 flex-col">
            <section
              ref={canvas}
              aria-label="Canvas"
              aria-description="Tab or arrow keys go from node to node, question mark shows all keys."
              // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys add the first node.
              tabIndex={0}
              className="relative min-h-0 flex-1 focus-visible:-outline-offset-2 max-md:h-[60dvh] max-md:flex-none"
              onFocus={({ target }) => {
                const id = target.closest<HTMLElement>('.react-flow__node')?.dataset.id;
                if (id && target.matches(':focus-visible') && !selection.nodes.includes(id))
                  dispatch({ type: 'select', selection: { nodes: [id], edges: [] } });
              }}
            >
              <Canvas
                state={state}
                dispatch={dispatch}
                diagnostics={diagnostics ?? noDiagnostics}
                path={path}
                isReadOnly={isReadOnly}
                addAt={(at) => setQuestion({ is: 'add', ...at })}
                drop={(dropped) => edit({ type: 'add', ...dropped })}
              />
              {graph.nodes.length === 0 && <Empty isReadOnly={isReadOnly} ask={setQuestion} />}
            </section>
            <Problems
              diagnostics={diagnostics}
              graph={graph}
              isReadOnly={isReadOnly}
              onChoose={choose}
              onMend={mend}
            />
          </div>
          {node && (
            <NodePanel
              graph={graph}
              node={node}
              diagnostics={(diagnostics ?? noDiagnostics).filter(
                ({ nodeId }) => nodeId === node.id,
              )}
              isReadOnly={isReadOnly}
              panel={panel}
              onRename={(label) =>
                dispatch({ type: 'rename', id: node.id, label, burst: burstOf(`label ${node.id}`) })
              }
              onConfigure={(config) =>
                dispatch({
                  type: 'configure',
                  id: node.id,
                  config,
                  burst: burstOf(`config ${node.id}`),
                })
              }
              onConnect={(outcome) => setQuestion({ is: 'connect', source: node.id, outcome })}
              onDuplicate={() => commands.onCommand('duplicate', '')}
              onDelete={() => commands.onCommand('delete', '')}
              onMend={mend}
              onChoose={choose}
              onClose={() => {
                if (isReadOnly) dispatch({ type: 'select', selection: nothing });
                else focusNode(node.id);
              }}
            />
          )}
        </div>
      </div>
      {question?.is === 'add' && (
        <AddDialog
          graph={graph}
          question={question}
          onClose={close}
          onAdd={(added) => {
            close();
            edit({ type: 'add', ...added });
          }}
        />
      )}
      {question?.is === 'connect' && (
        <ConnectDialog
          graph={graph}
          question={question}
          onClose={close}
          onConnect={(connection) => {
            close();
            edit({ type: 'connect', ...connection });
          }}
          onDisconnect={(edgeId) => {
            close();
            edit({ type: 'remove', what: { nodes: [], edges: [edgeId] } });
          }}
        />
      )}
      {question?.is === 'keys' && <KeysDialog onClose={close} />}
    </BuilderProvider>
  );
}

const noDiagnostics: Diagnostic[] = [];
const notLookedUp: Diagnostic = {
  code: 'unsure-reference',
  severity: 'warning',
  nodeId: null,
  message: 'What it names, such as connections, could not be looked up. Publishing checks it.',
  path: [],
};

function Empty({ isReadOnly, ask }: { isReadOnly: boolean; ask: (question: Question) => void }) {
  return (
    <div className="pointer-events-none absolute inset-0 flex flex-col items-center justify-center gap-3">
      <p className="text-muted">It has no nodes yet. A trigger says what starts it.</p>
      {!isReadOnly && (
        <Button look="primary" className="pointer-events-auto" onClick={() => ask({ is: 'add' })}>
          <Zap aria-hidden />
          Choose a trigger
        </Button>
      )}
    </div>
  );
}

function isLike(one: Diagnostic, other: Diagnostic | undefined): boolean {
  return one.code === other?.code && one.nodeId === other.nodeId && one.message === other.message;
}

function focusFirst(panel: HTMLElement | null): void {
  const first = panel?.querySelector<HTMLElement>('input, textarea, select');
  (first ?? panel)?.focus();
}
