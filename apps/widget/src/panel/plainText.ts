/** Markdown as one line of plain text, for previews: without citations, markers and addresses. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^[\]]*)\]\([^)[]*\)/g, '$1')
    .replace(/(?<!\s)\s*\[\d+\]/g, '')
    .replace(/[*_`~#>|]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
