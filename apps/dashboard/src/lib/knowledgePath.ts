/** Where a cited source (`src_…`) or FAQ (`faq_…`) stands in the dashboard. */
export function knowledgePath({
  chatbotId,
  sourceId,
}: {
  chatbotId: string;
  sourceId: string;
}): string {
  return sourceId.startsWith('faq_')
    ? `/knowledge?bot=${chatbotId}&tab=faqs`
    : `/knowledge/source?bot=${chatbotId}&id=${sourceId}`;
}
