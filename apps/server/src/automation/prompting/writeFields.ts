import { schemaErrors, TooMuchWork } from '@echoai/automation';
import { cutText } from '@echoai/contract/text';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { parseJsonAnswer } from '../../platform/models/parseJsonAnswer.ts';
import { ActionError } from '../actions/action.ts';
import { type Prompt, promptMessages } from './promptMessages.ts';

/**
 * Has the model fill in fields. An answer that is not as the schema says goes back once, with what
 * is wrong with it.
 * @param model answers with one JSON object
 * @returns valid against the schema
 * @throws ActionError when the second answer is wrong too
 */
export async function writeFields({
  model,
  schema,
  signal,
  ...prompt
}: Omit<Prompt, 'form'> & {
  model: BaseChatModel;
  schema: Record<string, unknown>;
  signal: AbortSignal;
}): Promise<unknown> {
  const { AIMessage, HumanMessage } = await import('@langchain/core/messages');
  const asked = asObject(schema);
  const form = [
    '- Answer with one JSON object, without a Markdown fence, valid against this JSON Schema:',
    JSON.stringify(asked.schema),
  ];
  const messages = await promptMessages({ ...prompt, form });
  const first = (await model.invoke(messages, { signal })).text;
  const read = readFields(first, asked.schema);
  if (!('errors' in read)) return asked.valueOf(read.value);
  const repair = `This is not valid:\n${read.errors}\nAnswer again, with the JSON object and nothing else.`;
  const again = [...messages, new AIMessage(first), new HumanMessage(repair)];
  const second = readFields((await model.invoke(again, { signal })).text, asked.schema);
  if (!('errors' in second)) return asked.valueOf(second.value);
  const message = 'The model did not fill in the fields as the schema says';
  throw new ActionError(`${message}: ${second.errors}`);
}

type Schema = Record<string, unknown>;

/** Models answer with objects: a list, a number or a text is asked for within one. */
function asObject(schema: Schema): { schema: Schema; valueOf(value: unknown): unknown } {
  if ((schema.type ?? 'object') === 'object') return { schema, valueOf: (value) => value };
  return {
    schema: { type: 'object', properties: { result: schema }, required: ['result'] },
    valueOf: (value) => (value as { result: unknown }).result,
  };
}

/** @throws ActionError for a schema that takes too long with this answer; another may be shorter */
function check(schema: Schema, value: unknown): string[] {
  try {
    return schemaErrors(schema, value);
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    throw new ActionError(`The answer cannot be checked against the schema: ${error.message}`);
  }
}

function readFields(text: string, schema: Schema): { value: unknown } | { errors: string } {
  let value: unknown;
  try {
    value = parseJsonAnswer(text);
  } catch {
    return { errors: 'The answer is no JSON.' };
  }
  const errors = check(schema, value);
  return errors.length > 0 ? { errors: cutText(errors.join('\n'), 2_000) } : { value };
}
