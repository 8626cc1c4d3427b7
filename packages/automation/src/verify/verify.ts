import { type Diagnostic, diagnosticCodes } from '../diagnostics.ts';
import type { Analysis } from './analysis.ts';
import type { Checks, Finding } from './check.ts';
import * as conditions from './conditions/checks.ts';
import { duplicateId } from './duplicateId.ts';
import { edgeWithoutNode, edgeWithoutOutcome } from './edges.ts';
import { endlessLoop } from './endlessLoop.ts';
import { intoTrigger } from './intoTrigger.ts';
import { invalidConfiguration, unknownKind } from './nodes.ts';
import { outcomeConnectedTwice, outcomeNotConnected } from './outcomes.ts';
import { pathWithoutEnd } from './pathWithoutEnd.ts';
import * as references from './references.ts';
import { missingTrigger, severalTriggers } from './triggers.ts';
import { unreachableNode } from './unreachableNode.ts';
import { invalidTemplate } from './variables/invalidTemplate.ts';
import { rawInAddress } from './variables/rawInAddress.ts';
import { typeMismatch } from './variables/typeMismatch.ts';
import { uncheckedRecipient } from './variables/uncheckedRecipient.ts';
import { unknownVariable } from './variables/unknownVariable.ts';
import { variableNotSet } from './variables/variableNotSet.ts';
import { workflowCircle } from './workflowCircle.ts';

/** Most findings of one code: somebody who sees a hundred mends the first ones first. */
const maxFindings = 100;

export const checks: Checks = {
  'invalid-graph': intoTrigger,
  'duplicate-id': duplicateId,
  'missing-trigger': missingTrigger,
  'several-triggers': severalTriggers,
  'unknown-kind': unknownKind,
  'invalid-configuration': invalidConfiguration,
  'edge-without-node': edgeWithoutNode,
  'edge-without-outcome': edgeWithoutOutcome,
  'outcome-connected-twice': outcomeConnectedTwice,
  'outcome-not-connected': outcomeNotConnected,
  'unreachable-node': unreachableNode,
  'path-without-end': pathWithoutEnd,
  'endless-loop': endlessLoop,
  'variable-not-set': variableNotSet,
  'unknown-variable': unknownVariable,
  'type-mismatch': typeMismatch,
  'invalid-template': invalidTemplate,
  'condition-never-true': conditions.neverTrue,
  'condition-always-true': conditions.alwaysTrue,
  'workflow-circle': workflowCircle,
  'unchecked-recipient': uncheckedRecipient,
  'raw-in-address': rawInAddress,
  'missing-reference': references.missingReference,
  'broken-connection': references.brokenConnection,
  'unsure-reference': references.unsureReference,
};

/**
 * Everything that is wrong with a flow, in the order of the codes. Time grows with nodes times
 * edges at worst, never with the number of paths.
 */
export function verify(analysis: Analysis): Diagnostic[] {
  return diagnosticCodes.flatMap((code) => {
    const { severity, find } = checks[code];
    return firstOf(find(analysis)).map(({ nodeId, field, message, path = [] }) => ({
      code,
      severity,
      nodeId,
      ...(field ? { field } : {}),
      message,
      path,
    }));
  });
}

function firstOf(findings: Iterable<Finding>): Finding[] {
  const taken: Finding[] = [];
  for (const finding of findings) if (taken.push(finding) === maxFindings) break;
  return taken;
}
