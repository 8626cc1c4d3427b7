export { compareNumbers, hasValue, numberOf, textOf, timeOf } from './coerce.ts';
export { comparisonsOf } from './comparisons.ts';
export { evaluate, type Reason } from './evaluate.ts';
export { type Operand, type Operator, type OperatorDefinition, operators } from './operators.ts';
export {
  type ConditionGroup,
  type ConditionRule,
  conditionGroup,
  conditionRule,
  rulesOf,
} from './schema.ts';
