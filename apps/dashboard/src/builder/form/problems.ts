import type { Diagnostic } from '../../automations/diagnosticsOf';

/**
 * What the verifier objects to at a field, as sentences for its place in the form: without the names
 * of node and field, which stand there already.
 *
 * @param path of the field, as `headers.0.value`.
 * @param isWhole whether the field shows what is within it too.
 */
export function problemsAt({
  diagnostics,
  path,
  isWhole,
}: {
  diagnostics: Diagnostic[];
  path: string;
  isWhole: boolean;
}): string[] {
  return diagnostics
    .filter(({ field }) => field === path || (isWhole && field?.startsWith(`${path}.`)))
    .map(sentenceAt);
}

/** Whose messages begin with the names of node and field. */
const naming = new Set([
  'invalid-configuration',
  'missing-reference',
  'broken-connection',
  'unsure-reference',
]);

/** What is wrong, for where the names of node and field stand already. */
export function sentenceAt(diagnostic: Diagnostic): string {
  const { text } = partsOf(diagnostic) ?? {};
  if (text === undefined) return diagnostic.message;
  const isVerb = /^(must|names|could) /.test(text);
  return isVerb ? `This ${text}` : text.charAt(0).toUpperCase() + text.slice(1);
}

/** What the field is called whose problem this is; undefined where the message does not say. */
export function titleAt(diagnostic: Diagnostic): string | undefined {
  return partsOf(diagnostic)?.title;
}

/** The parts of “In “Label”, “Title” must …”, which has the path where the field has no title. */
function partsOf({ code, field = '', message }: Diagnostic) {
  if (field === '' || !naming.has(code) || !message.startsWith('In “')) return null;
  const start = message.indexOf('”, ') + '”, '.length;
  if (message[start] !== '“')
    return { title: field, text: message.slice(start + field.length + 1) };
  const end = message.indexOf('” ', start);
  return { title: message.slice(start + 1, end), text: message.slice(end + '” '.length) };
}
