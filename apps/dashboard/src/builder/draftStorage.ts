import { type WorkflowGraph, workflowGraph } from '@echoai/contract';
import { z } from 'zod';

const keyOf = (workflowId: string) => `echoai-draft:${workflowId}`;

const storedDraft = z.object({ graph: workflowGraph, revision: z.int(), at: z.number() });

/** Edits that the server does not have yet. */
export type StoredDraft = z.infer<typeof storedDraft>;

/** Keeps edits in this browser until they are saved, for the case that they never are. */
export function storeDraft(workflowId: string, draft: { graph: WorkflowGraph; revision: number }) {
  try {
    localStorage.setItem(keyOf(workflowId), JSON.stringify({ ...draft, at: Date.now() }));
  } catch {
    // Full or forbidden: then a lost connection loses what a closed page loses.
  }
}

export function readDraft(workflowId: string): StoredDraft | undefined {
  try {
    const text = localStorage.getItem(keyOf(workflowId));
    return text ? storedDraft.safeParse(JSON.parse(text)).data : undefined;
  } catch {
    return undefined;
  }
}

export function forgetDraft(workflowId: string) {
  try {
    localStorage.removeItem(keyOf(workflowId));
  } catch {
    // Nothing was stored then.
  }
}
