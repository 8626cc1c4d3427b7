import type { ReferenceStates } from '@echoai/automation/fields/referencesOf';
import { createContext, useContext } from 'react';
import type { Exit } from './graph/edits';

/** What cards and edges on the canvas may ask of the builder. */
export interface BuilderActions {
  isReadOnly: boolean;
  /** The node whose label is being typed on its card. */
  renamingId: string | undefined;
  beginRename(nodeId: string): void;
  /** @param label undefined to leave it as it was */
  endRename(nodeId: string, label: string | undefined): void;
  addBehind(exit: Exit): void;
  removeEdge(edgeId: string): void;
  /** How what the graph names is, where that was looked up: cards say names instead of ids. */
  references?: ReferenceStates | undefined;
}

const context = createContext<BuilderActions | undefined>(undefined);
export const BuilderProvider = context.Provider;

export function useBuilder(): BuilderActions {
  const actions = useContext(context);
  if (!actions) throw new Error('useBuilder is for what stands within a BuilderProvider');
  return actions;
}
