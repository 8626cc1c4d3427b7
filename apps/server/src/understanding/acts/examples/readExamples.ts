import { type Act, acts } from '../acts.ts';
import { dutch } from './dutch.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { italian } from './italian.ts';
import { questions } from './questions.ts';
import { spanish } from './spanish.ts';

/** The product's own examples, by which acts are learned; `act` is null for a message that only asks. */
export function readExamples(): { act: Act | null; text: string }[] {
  const own = [english, german, french, spanish, italian, dutch].flatMap((language) =>
    acts.flatMap((act) => linesOf(language[act]).map((text) => ({ act, text }))),
  );
  return [...own, ...linesOf(questions).map((text) => ({ act: null, text }))];
}

const linesOf = (text: string) => text.trim().split('\n');
