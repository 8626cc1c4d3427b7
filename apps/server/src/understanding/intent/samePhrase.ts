/** Equal for phrases that differ only in case, spaces and marks. */
export function samePhrase(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words || text.trim();
}
