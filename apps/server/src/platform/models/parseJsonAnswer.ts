import { parseJson } from '@echoai/contract/json';

/**
 * The JSON of a model's answer. Some models put it into a Markdown fence, whatever they are told.
 * @throws {SyntaxError} for prose
 */
export function parseJsonAnswer(text: string): unknown {
  return parseJson(text.trim().replace(/^```(?:json)?\s*|(?<!\s)\s*```$/g, ''));
}
