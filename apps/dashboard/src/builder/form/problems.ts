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

/** What is wrong, for where the names of node and field stand already. */
export function sentenceAt({ code, field = '', message }: Diagnostic): string {
  if (code !== 'invalid-configuration' || field === '') return message;
  // “In “Label”, “Title” must …”, or the path where the field has no title.
  const title = message.indexOf('”, ') + '”, '.length;
  const isQuoted = message[title] === '“';
  const end = isQuoted ? message.indexOf('” ', title) + '” '.length : title + field.length + 1;
  const text = message.slice(end);
  return /^must /.test(text) ? `This ${text}` : text.charAt(0).toUpperCase() + text.slice(1);
}
