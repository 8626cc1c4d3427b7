import { type Check, quoted } from '../check.ts';

export const invalidTemplate: Check = {
  severity: 'error',
  *find({ templateFaults }) {
    for (const { node, field, error } of templateFaults)
      yield {
        nodeId: node.id,
        field,
        message: `A template in ${quoted(node.label)} cannot be read: ${error}`,
      };
  },
};
