import { type Check, quoted } from './check.ts';

export const unknownKind: Check = {
  severity: 'error',
  *find({ flow }) {
    for (const { id, kind, label } of flow.nodes)
      if (!flow.isKnownKind(kind))
        yield {
          nodeId: id,
          message: `${quoted(label)} is of the kind ${quoted(kind)}, which does not exist here. Replace it by another node.`,
        };
  },
};

export const invalidConfiguration: Check = {
  severity: 'error',
  *find({ flow }) {
    for (const { id, label, problems } of flow.nodes)
      for (const { field, title, message } of problems)
        yield {
          nodeId: id,
          field,
          message: field
            ? `In ${quoted(label)}, ${title ? quoted(title) : field} ${message}.`
            : `${quoted(label)} ${message}.`,
        };
  },
};
