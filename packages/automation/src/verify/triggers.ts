import { type Check, quoted } from './check.ts';

export const missingTrigger: Check = {
  severity: 'error',
  *find({ flow }) {
    if (flow.triggers.length === 0)
      yield {
        nodeId: null,
        message: 'Nothing starts this workflow. Add a trigger and connect it to the first node.',
      };
  },
};

export const severalTriggers: Check = {
  severity: 'error',
  *find({ flow: { triggers } }) {
    for (const { id, label } of triggers.slice(1))
      yield {
        nodeId: id,
        message: `${quoted(label)} is a trigger beside ${quoted(triggers[0]!.label)}, and a workflow has one. Remove it, or make it a workflow of its own.`,
      };
  },
};
