import { type Check, quoted } from './check.ts';

/** An edge that leads to a trigger: the one thing that makes a readable graph no workflow. */
export const intoTrigger: Check = {
  severity: 'error',
  *find({ flow }) {
    const entered = new Set(flow.nodes.flatMap(({ edges }) => edges.map(({ target }) => target)));
    for (const trigger of flow.triggers)
      if (entered.has(trigger))
        yield {
          nodeId: trigger.id,
          message: `An edge leads into the trigger ${quoted(trigger.label)}, where a workflow can only begin. Lead it to the node behind the trigger.`,
        };
  },
};
