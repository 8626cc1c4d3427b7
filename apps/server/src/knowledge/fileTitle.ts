/** What a source is called whose owner gave it no title: `return-policy_2026.pdf` → `return policy 2026` */
export function titleOf(fileName: string): string {
  const words = fileName
    .replace(/\.[^.]+$/, '')
    .replace(/[-_]+/g, ' ')
    .trim();
  return words || fileName;
}
