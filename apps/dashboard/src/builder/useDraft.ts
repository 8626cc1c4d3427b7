import { ApiError, type Workflow, type WorkflowGraph } from '@echoai/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type Dispatch, useCallback, useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { refreshAutomation } from '@/automations/automationQueries';
import { client, explain, isUnreachable } from '@/lib/client';
import { forgetDraft, readDraft, storeDraft } from './draftStorage';
import { tidy } from './graph/arrange';
import type { BuilderAction } from './graph/builderReducer';
import { isSame } from './graph/isSame';
import { mergeGraphs } from './graph/mergeGraphs';

/** How long editing must rest before it is saved, and when a lost server is tried again, in ms. */
const rest = 800;
const retryEvery = 3_000;
const moments = ['focusout', 'blur', 'online'];

export type DraftState =
  | { is: 'saved' }
  | { is: 'saving' }
  /** The server is out of reach; tried again by itself. */
  | { is: 'offline' }
  /** Somebody else saved meanwhile. */
  | { is: 'conflict' }
  | { is: 'refused'; reason: string };

/**
 * Saves the graph as it is edited, each time onto the revision that the edits began with. Until the
 * server has them, edits are in this browser's storage too.
 */
export function useDraft({
  workflow,
  opened,
  graph,
  dispatch,
}: {
  workflow: Workflow;
  /** The graph that the builder began with: the stored one, laid out if it was not. */
  opened: WorkflowGraph;
  graph: WorkflowGraph;
  dispatch: Dispatch<BuilderAction>;
}) {
  const workflowId = workflow.id;
  const queries = useQueryClient();
  const [state, setState] = useState<DraftState>({ is: 'saved' });
  const [offer, setOffer] = useState(() => {
    const stored = readDraft(workflowId);
    return stored && !isSame(stored.graph, workflow.draft) ? stored : undefined;
  });
  /** What the server has, and the revision under which it has it. */
  const base = useRef({ graph: opened, stored: workflow.draft, revision: workflow.revision });
  const latest = useRef(graph);
  latest.current = graph;
  const isSaving = useRef(false);
  const isHeld = useRef(false);
  const hasEdited = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    const sent = latest.current;
    if (isSaving.current || isHeld.current || sent === base.current.graph) return;
    isSaving.current = true;
    let next: DraftState = { is: 'saved' };
    try {
      const saved = await client.workflows.update({
        params: { workflowId },
        body: { graph: sent, revision: base.current.revision },
      });
      base.current = { graph: sent, stored: saved.draft, revision: saved.revision };
      if (latest.current === sent) forgetDraft(workflowId);
      void refreshAutomation(queries, saved);
    } catch (error) {
      next = failureOf(error);
      isHeld.current = next.is === 'conflict';
    }
    isSaving.current = false;
    if (next.is === 'offline') timer.current = setTimeout(save, retryEvery);
    const hasMore = next.is === 'saved' && latest.current !== base.current.graph;
    setState(hasMore ? { is: 'saving' } : next);
    if (hasMore) timer.current = setTimeout(save, rest);
  }, [workflowId, queries]);

  useEffect(() => {
    if (graph === base.current.graph) {
      // Undone back to what is saved. On opening, what an earlier visit left is only offered yet.
      if (hasEdited.current && !isSaving.current && !isHeld.current) {
        clearTimeout(timer.current);
        forgetDraft(workflowId);
        setState({ is: 'saved' });
      }
      return;
    }
    hasEdited.current = true;
    storeDraft(workflowId, { graph, revision: base.current.revision });
    if (isHeld.current) return;
    setState((now) => (now.is === 'offline' ? now : { is: 'saving' }));
    clearTimeout(timer.current);
    timer.current = setTimeout(save, rest);
  }, [graph, save, workflowId]);

  // With nothing of our own to lose, follow what was saved elsewhere: as JSON, or by somebody else.
  useEffect(() => {
    const { revision, draft } = workflow;
    if (revision <= base.current.revision || isSaving.current) return;
    if (latest.current !== base.current.graph) return;
    if (isSame(draft, base.current.stored)) {
      base.current.revision = revision;
      return;
    }
    const theirs = tidy(draft);
    base.current = { graph: theirs, stored: draft, revision };
    dispatch({ type: 'replace', graph: theirs });
  }, [workflow, dispatch]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (latest.current === base.current.graph) return;
      void save();
      event.preventDefault();
    };
    const saveNow = () => void save();
    addEventListener('beforeunload', warn);
    // Another field, another window, or the network is back.
    for (const moment of moments) addEventListener(moment, saveNow);
    return () => {
      removeEventListener('beforeunload', warn);
      for (const moment of moments) removeEventListener(moment, saveNow);
      saveNow();
    };
  }, [save]);

  const readTheirs = async () => {
    const theirs = await client.workflows.get({ params: { workflowId } });
    isHeld.current = false;
    return theirs;
  };
  const orSayWhy = (act: () => Promise<void>) => () =>
    act().catch((error) => setState(failureOf(error)));
  return {
    state,
    save,
    loadTheirs: orSayWhy(async () => {
      const { draft, revision } = await readTheirs();
      const theirs = tidy(draft);
      base.current = { graph: theirs, stored: draft, revision };
      dispatch({ type: 'replace', graph: theirs });
    }),
    keepMine: orSayWhy(async () => {
      const { draft, revision } = await readTheirs();
      base.current = { graph: tidy(draft), stored: draft, revision };
      dispatch({ type: 'overwrite', theirs: base.current.graph });
      await save();
    }),
    /** Both edits in one graph; undo brings back mine, and then theirs. */
    merge: orSayWhy(async () => {
      const { draft, revision } = await readTheirs();
      const theirs = tidy(draft);
      const { graph: merged, conflicts } = mergeGraphs({
        base: base.current.graph,
        mine: latest.current,
        theirs,
      });
      base.current = { graph: theirs, stored: draft, revision };
      dispatch({ type: 'overwrite', theirs });
      dispatch({ type: 'replace', graph: merged });
      toast(
        conflicts.length === 0
          ? 'Both are in the draft now'
          : `Both are in the draft now; of ${conflicts.join(', ')} yours was kept`,
        { duration: 8_000 },
      );
    }),
    /** Edits of an earlier visit that were never saved. */
    offer,
    restore: () => {
      if (offer) dispatch({ type: 'replace', graph: offer.graph });
      setOffer(undefined);
    },
    discard: () => {
      if (latest.current === base.current.graph) forgetDraft(workflowId);
      setOffer(undefined);
    },
  };
}

function failureOf(error: unknown): DraftState {
  if (isUnreachable(error)) return { is: 'offline' };
  if (error instanceof ApiError && error.problem.status === 409) return { is: 'conflict' };
  return { is: 'refused', reason: explain(error) };
}
