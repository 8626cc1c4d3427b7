import { termsOf } from '../../knowledge/language.ts';

/** Words by which people ask for what they said, or ask to have it forgotten, without saying for what of it. */
const asking = new Set(
  termsOf(
    `know remember recall store stored save saved note noted keep kept hold tell told say said mention mentioned
    list give show read repeat back again data information anything everything all far yet now already chat
    conversation according personal memory about what right please forget forgot delete remove erase
    wipe clear unremember never like want testing way`,
  ),
);

/** The terms of what a question about remembered things asks for; none when it asks for all of it. */
export function askedFor(question: string): string[] {
  return termsOf(question).filter((term) => !asking.has(term));
}
