export * from './businessHours.ts';
export { type Compilation, compile, referencesOfGraph } from './compile.ts';
export * from './conditions/index.ts';
export * from './definition.ts';
export * from './diagnostics.ts';
export * from './duration.ts';
export * from './evaluation.ts';
export * from './fields/formFields.ts';
export * from './fields/referencesOf.ts';
export * from './fields/renderConfig.ts';
export type { Definitions } from './flow/flow.ts';
export * from './lookUp.ts';
export * from './machine/index.ts';
export * from './move.ts';
export * from './nodes/index.ts';
export * from './schedule.ts';
export * from './scope.ts';
export * from './simulate.ts';
export type {
  Choice as SimulationChoice,
  Choices as SimulationChoices,
} from './simulation/choices.ts';
export type { SimulatedEffect, SimulatedStep, Simulation } from './simulation/record.ts';
export * from './split.ts';
export * from './templates/index.ts';
export * from './triggers.ts';
export * from './validation.ts';
export type { ParseTemplate, RootTypes, WorkflowContext } from './verify/analysis.ts';
export * from './verify/variables/variablesAt.ts';
export { simulationWork, TooMuchWork } from './work.ts';
