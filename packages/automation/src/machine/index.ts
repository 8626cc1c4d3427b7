export {
  advance,
  fromJson,
  type OpenMachine,
  type OutcomeEvent,
  openMachine,
  type Progress,
  type Snapshot,
  start,
  toJson,
} from './runMachine.ts';
export { type WorkflowMachine, workflowMachine } from './schema.ts';
