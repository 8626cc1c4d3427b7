export { type Compilation, compile } from './compile.ts';
export * from './definition.ts';
export * from './diagnostics.ts';
export type { Definitions } from './flow/flow.ts';
export * from './machine/index.ts';
export type { ParseTemplate, RootTypes, WorkflowContext } from './verify/analysis.ts';
