import { cleanText, cutText } from '@echoai/contract/text';
import { z } from 'zod';

/** Calls of tools that a model may make while it writes one reply. */
export const maxToolCalls = 3;

/** One line, without what no database takes. */
const word = (length: number) =>
  z
    .string()
    .transform((text) => cutText(cleanText(text).replace(/\s+/g, ' ').trim(), length))
    .refine((text) => text !== '', { message: 'must not be empty' });

/** What a model may do besides writing. */
export const tools = {
  search_knowledge: {
    description:
      'Searches the business’s documents and returns further numbered passages. Use it when the passages do not answer, with the words that the documents would use.',
    schema: z.object({ query: word(300) }),
  },
  hand_over: {
    description:
      'Gives the conversation to a person of the business. Use it when the visitor asks for a person, or needs a decision or an action that only a person can take.',
    schema: z.object({ reason: word(200) }),
  },
  ask_back: {
    description:
      'Asks the visitor one short question with two or three short choices, when the message could mean several things.',
    schema: z.object({ question: word(300), choices: z.array(word(60)).min(2).max(3) }),
  },
};
export type ToolName = keyof typeof tools;

/** The tools in the words of LangChain's `bindTools`. */
export const toolDefinitions = Object.entries(tools).map(([name, { description, schema }]) => ({
  name,
  description,
  schema: jsonSchemaOf(schema),
}));

/** Without the dialect's address, which some providers refuse. */
function jsonSchemaOf(schema: z.ZodType) {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}

export type ReadCall =
  | {
      [Name in ToolName]: { tool: Name; input: z.output<(typeof tools)[Name]['schema']> };
    }[ToolName]
  | { tool: null; problem: string };

/** Reads a model's call. A tool that does not exist and wrong arguments are problems, told to the model. */
export function readCall({ name, args }: { name: string; args: unknown }): ReadCall {
  if (!Object.hasOwn(tools, name)) {
    return { tool: null, problem: `There is no tool ${cutText(name, 60)}.` };
  }
  const tool = name as ToolName;
  const read = tools[tool].schema.safeParse(args);
  if (!read.success) return { tool: null, problem: cutText(z.prettifyError(read.error), 300) };
  return { tool, input: read.data } as ReadCall;
}
