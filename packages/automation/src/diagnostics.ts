/** What the verifier can find; docs/automations/diagnostics.md explains each. */
export const diagnosticCodes = [
  'invalid-graph',
  'duplicate-id',
  'missing-trigger',
  'several-triggers',
  'unknown-kind',
  'invalid-configuration',
  'edge-without-node',
  'edge-without-outcome',
  'outcome-connected-twice',
  'outcome-not-connected',
  'unreachable-node',
  'path-without-end',
  'endless-loop',
  'variable-not-set',
  'unknown-variable',
  'type-mismatch',
  'invalid-template',
  'condition-never-true',
  'condition-always-true',
  'workflow-circle',
  'unchecked-recipient',
  'raw-in-address',
  'missing-reference',
  'broken-connection',
  'unsure-reference',
] as const;

export type DiagnosticCode = (typeof diagnosticCodes)[number];

/** One finding. Errors forbid activation; warnings do not. */
export interface Diagnostic {
  code: DiagnosticCode;
  severity: 'error' | 'warning';
  /** The node at fault; null for the graph as a whole. */
  nodeId: string | null;
  /** The field of the node's configuration at fault. */
  field?: string;
  /** What is wrong and what to do about it, in one or two sentences. */
  message: string;
  /** Node ids from the trigger to the fault: the counterexample. Empty when none is needed. */
  path: string[];
}
