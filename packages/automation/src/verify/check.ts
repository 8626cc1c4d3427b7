import type { DiagnosticCode } from '../diagnostics.ts';
import type { Analysis } from './analysis.ts';

/** A diagnostic before its check adds code and severity. */
export interface Finding {
  nodeId: string | null;
  field?: string;
  message: string;
  path?: string[];
}

/** What looks for one kind of mistake. */
export interface Check {
  severity: 'error' | 'warning';
  /** Yields in the order of nodes; only the first ones are taken. */
  find(analysis: Analysis): Iterable<Finding>;
}

export type Checks = Record<DiagnosticCode, Check>;

/** A name in a sentence. */
export function quoted(name: string): string {
  return `“${name}”`;
}
