import type { VisitorFaq } from '@echoai/contract';

export interface FaqGroup {
  /** Empty for those without a category, which come last. */
  category: string;
  items: VisitorFaq[];
}

/**
 * The FAQs that hold every word of the search, in question, answer or category, grouped by category
 * in the order of first appearance. Case and accents do not matter.
 */
export function groupFaqs({ faqs, search }: { faqs: VisitorFaq[]; search: string }): FaqGroup[] {
  const words = fold(search).split(/\s+/).filter(Boolean);
  const groups = new Map<string, VisitorFaq[]>();
  for (const faq of faqs) {
    const text = fold(`${faq.question} ${faq.answer} ${faq.category ?? ''}`);
    if (!words.every((word) => text.includes(word))) continue;
    const category = faq.category ?? '';
    groups.set(category, [...(groups.get(category) ?? []), faq]);
  }
  return [...groups]
    .map(([category, items]) => ({ category, items }))
    .sort((a, b) => Number(a.category === '') - Number(b.category === ''));
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
