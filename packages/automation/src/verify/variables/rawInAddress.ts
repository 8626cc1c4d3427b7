import { type Check, quoted } from '../check.ts';

/** A value that goes into an address as it is may lead to another address. */
export const rawInAddress: Check = {
  severity: 'warning',
  *find({ flow }) {
    for (const node of flow.reach.found)
      for (const { path: field, text, use } of node.reading?.templates ?? [])
        if (use === 'host' && endsRaw.test(text))
          yield {
            nodeId: node.id,
            field,
            message: `${quoted(node.label)} puts a value into its address as it is: what has “/”, “?” or “..” leads elsewhere. Remove the filter raw, unless the value is one that you trust.`,
          };
  },
};

/** The last filter of an output leaves the signs that an address is made of. */
const endsRaw = /\|\s*(?:raw|uri_escape)\s*-?\}\}/;
