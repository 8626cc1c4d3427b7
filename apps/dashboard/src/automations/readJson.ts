import { parseJson } from '@echoai/contract/json';

/** JSON that somebody typed: its value, or what is wrong with it in a sentence. */
export type ReadJson = { value: unknown; problem?: undefined } | { problem: string };

/** Reads JSON; of nothing typed the value is `empty`. */
export function readJson(text: string, empty?: unknown): ReadJson {
  if (empty !== undefined && text.trim() === '') return { value: empty };
  try {
    return { value: parseJson(text) };
  } catch (error) {
    return { problem: `This is not JSON: ${(error as Error).message}` };
  }
}

/** Reads a JSON object, such as an input; nothing typed is an empty one. */
export function readObject(
  text: string,
): { value: Record<string, unknown>; problem?: undefined } | { problem: string } {
  const read = readJson(text, {});
  if (read.problem !== undefined) return read;
  const isObject =
    typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value);
  if (!isObject) return { problem: 'This must be an object: { "name": "value" }.' };
  return { value: read.value as Record<string, unknown> };
}
