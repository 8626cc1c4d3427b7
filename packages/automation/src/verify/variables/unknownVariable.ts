import { formatPath } from '../../variablePath.ts';
import type { Analysis } from '../analysis.ts';
import { type Check, quoted } from '../check.ts';
import type { VariableUse } from './readTemplates.ts';
import { rootNames, typesOf } from './types.ts';

export const unknownVariable: Check = {
  severity: 'error',
  *find({ flow, uses, roots }) {
    for (const use of uses)
      if (typesOf(use.path, flow, roots).length === 0)
        yield {
          nodeId: use.node.id,
          field: use.field,
          message: `${quoted(use.node.label)} uses ${formatPath(use.path)}, but ${reason(use, flow)}`,
        };
  },
};

function reason({ path: [root = '', id = '', ...rest] }: VariableUse, flow: Analysis['flow']) {
  if (!rootNames.includes(root))
    return `variables begin with ${rootNames.slice(0, -1).join(', ')} or ${rootNames.at(-1)}.`;
  if (root !== 'steps') return `${root} has no such field. Choose one from the list.`;
  const step = flow.byId.get(id);
  if (!step) return `no node has the id ${id}. Choose a variable of a node that is there.`;
  return rest.length === 0
    ? `${quoted(step.label)} gives nothing. Use a variable of another node.`
    : `${quoted(step.label)} gives no ${formatPath(rest)}. Choose one of its variables from the list.`;
}
