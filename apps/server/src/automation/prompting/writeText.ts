import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { finishReasonOf } from '../../conversation/model/modelErrors.ts';
import { ActionError } from '../actions/action.ts';
import { type Prompt, promptMessages } from './promptMessages.ts';

/** Longest text taken from a model, in UTF-16 code units; one that runs on is cut off as failed. */
const maxText = 20_000;

/**
 * Has the model write a text. It is read as it comes: asked for the whole, the client would count
 * its tokens, for which it loads a table from the internet.
 * @throws ActionError for a text that broke off, does not end, or is empty
 */
export async function writeText({
  model,
  signal,
  ...prompt
}: Omit<Prompt, 'form'> & { model: BaseChatModel; signal: AbortSignal }): Promise<string> {
  const messages = await promptMessages({ ...prompt, form: [] });
  let text = '';
  let finishReason: unknown;
  for await (const chunk of await model.stream(messages, { signal })) {
    finishReason = finishReasonOf(chunk) ?? finishReason;
    text += chunk.text;
    if (text.length > maxText) finishReason = 'length';
    if (finishReason === 'length')
      throw new ActionError('The model’s text was cut off: it is longer than it may be.');
  }
  if (finishReason !== 'stop') throw new ActionError('The model’s text broke off.');
  if (text.trim() === '') throw new ActionError('The model wrote nothing.');
  return text.trim();
}
