import type { ValueType } from '../definition.ts';
import type { ReferenceStates } from '../fields/referencesOf.ts';
import type { Flow } from '../flow/flow.ts';
import { type ConditionFacts, conditionFacts } from './conditions/facts.ts';
import { readTemplates, type TemplateFault, type VariableUse } from './variables/readTemplates.ts';

/** How the verifier reads Liquid: the paths of the variables in a text, or what is wrong with it. */
export type ParseTemplate = (text: string) => { variables: string[][] } | { error: string };

/** The workflow that a graph belongs to, for circles of workflows. */
export interface WorkflowContext {
  id: string;
  /** Which workflows each of the others starts, by id. */
  startsIndirectly?: Record<string, string[]>;
  /** What to call them, by id. */
  titles?: Record<string, string>;
}

/** Types of the variables that are there from the beginning; `any` where nothing is said. */
export type RootTypes = Partial<
  Record<'visitor' | 'conversation' | 'workflow' | 'execution', ValueType>
>;

/** What the checks share: found once for a graph. */
export interface Analysis {
  flow: Flow;
  /** Variables in templates of nodes that can be reached. */
  uses: VariableUse[];
  templateFaults: TemplateFault[];
  roots: RootTypes;
  conditions: ConditionFacts;
  workflow: WorkflowContext | null;
  /** States of what the graph refers to outside of itself; a reference without one is not checked. */
  references: ReferenceStates;
}

export function analyse({
  flow,
  parseTemplate,
  roots,
  workflow,
  references,
}: {
  flow: Flow;
  parseTemplate: ParseTemplate;
  roots: RootTypes;
  workflow: WorkflowContext | null;
  references: ReferenceStates;
}): Analysis {
  const { uses, faults } = readTemplates(flow, parseTemplate);
  return {
    flow,
    uses,
    templateFaults: faults,
    roots,
    conditions: conditionFacts(flow, roots),
    workflow,
    references,
  };
}
