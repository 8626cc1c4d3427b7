/** What somebody would have to replace: ids, addresses of sites and of e-mail, channels, opening days. */
const madeUp =
  /\b(?:con|wf|bot|crd|int)_\w+|\b[CDUG]0\w{3,}|https?:\/\/[^\s{"]+|[\w.+-]+@[\w-]+\.\w+|\w+\.example\b|\b20\d\d-\d\d-\d\d\b/g;

/** The made-up values in a configuration or graph, which an automation would go live with. */
export function madeUpIn(value: unknown): string[] {
  return JSON.stringify(value).match(madeUp) ?? [];
}
