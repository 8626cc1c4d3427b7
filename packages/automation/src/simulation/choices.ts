import { z } from 'zod';
import type { Flow, FlowNode } from '../flow/flow.ts';
import { problemsOf } from '../flow/issueWords.ts';
import { quoted } from '../verify/check.ts';

const choice = z.object({ outcome: z.string().optional(), output: z.unknown().optional() });

/** What a node does: its way out and what it gives. What is left out is made up. */
export type Choice = z.infer<typeof choice>;

/**
 * By node. One for every visit, or a list: one each, and after the last the node does as if nothing
 * had been chosen. Of `ask_visitor`, each is an answer of the visitor, also within one visit.
 */
const choices = z.record(z.string(), z.union([choice, z.array(choice)]));
export type Choices = z.infer<typeof choices>;

/** Hands out what was chosen, for one run. */
export interface ChoiceReader {
  next(nodeId: string): Choice | null;
}

/** What was chosen, or else what is wrong with it, in a sentence. */
export function readChoices(
  value: unknown,
  flow: Flow,
): { choices: ChoiceReader } | { error: string } {
  const { data, error } = choices.safeParse(value);
  if (error) {
    const [{ field, message } = { field: '', message: '' }] = problemsOf(error.issues);
    return { error: `The choices cannot be read: ${[field, message].filter(Boolean).join(' ')}.` };
  }
  for (const [id, chosen] of Object.entries(data)) {
    const fault = faultOf(id, [chosen].flat(), flow.byId.get(id));
    if (fault) return { error: fault };
  }
  return { choices: readerOf(data) };
}

function faultOf(id: string, chosen: Choice[], node?: FlowNode): string | null {
  if (!node) return `Something is chosen for the node ${id}, which is not there.`;
  if (node.type === 'trigger')
    return `Nothing can be chosen for ${quoted(node.label)}: what a trigger gives is the event.`;
  const ways = node.reading?.outcomes.map(({ id }) => id) ?? [];
  const wrong = chosen.find(({ outcome }) => outcome !== undefined && !ways.includes(outcome));
  if (!wrong) return null;
  const known = ways.length > 0 ? `It has ${ways.join(', ')}.` : 'It has none.';
  return `${quoted(node.label)} has no way out ${wrong.outcome}. ${known}`;
}

function readerOf(choices: Choices): ChoiceReader {
  const positions = new Map<string, number>();
  return {
    next(nodeId) {
      const chosen = Object.hasOwn(choices, nodeId) ? choices[nodeId]! : [];
      if (!Array.isArray(chosen)) return chosen;
      const position = positions.get(nodeId) ?? 0;
      positions.set(nodeId, position + 1);
      return chosen[position] ?? null;
    },
  };
}
