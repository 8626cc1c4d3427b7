import { eld } from 'eld/extrasmall';
import { knowsForm } from './glossary.ts';
import { spokenLanguages, type Word, wordsOf } from './languages.ts';

/** Words that no other of the spoken languages has, of those that have no glossary. */
const ownWords: Record<'en' | 'pt' | 'pl', Set<string>> = {
  en: setOf(`i you we he she they it my your our the a an this that these those and or but if because for with without
    from of to at about is are am was were be been have has had do does did can could must may will would want please hello
    hi hey thanks thank not no yes what how where when why who which much many long all other any some get got there here
    just still also only than then size order return refund shipping delivery price cost pay payment shoe shoes jacket
    backpack open opening hours deliver exchange cancel warranty repair wash weight colour colours color colors waterproof
    help need know tell me us them it's don't i'm let's more need buy`),
  pt: setOf(`eu você vocês nós ele ela eles elas meu minha meus minhas seu sua nosso nossa o a os as um uma uns umas este esta
    esse isso e ou mas se porque para por com sem do da dos das no na nos nas ao à é são está estão foi ser ter tem têm tenho
    posso pode podem preciso quero gostaria não sim que qual quais como onde quando quanto quanta quantos quantas quem todo
    olá oi bom dia boa tarde obrigado obrigada por favor encomenda pedido loja envio entrega devolver devolução troca trocar
    sapato sapatos mochila casaco tamanho cor cores preço custa pagar pagamento reembolso garantia dinheiro aberto abre domingo fazer`),
  pl: setOf(`ja ty my wy on ona oni mój moja moje twój wasz nasz i lub albo ale czy jeśli bo dla z ze bez od do na w we o po przy
    jest są był była być mam masz ma macie mogę możesz może możecie muszę chcę chciałbym chciałabym proszę nie tak co jak gdzie
    kiedy ile dlaczego kto który która które jaki jaka jakie dzień dobry cześć dziękuję dzięki zamówienie sklep wysyłka dostawa
    zwrot zwrócić wymiana wymienić buty plecak kurtka rozmiar kolor cena kosztuje zapłacić płatność gwarancja paczka paczki się to ten ta`),
};

/** How much a known word says, beside what its letters do. */
const wordWeight = 1;
/** A language is read where it is this far before the next one. */
const sureMargin = 0.08;
/** A language that the bot does not speak is read where its letters say so this clearly. */
const foreignMargin = 0.12;
/** So few words that nobody knows may be names. */
const fewWords = 3;

const detector = eld.newInstance();

/**
 * The language of a text by its letters and by words that are known, in two letters such as `de`.
 * @returns null where nothing tells, as in “ok”, a name, a number or an emoji
 */
export function readLanguage(text: string): string | null {
  const words = wordsOf(text).filter(({ written }) => !/\p{N}/u.test(written));
  if (words.length === 0) return null;
  const plain = words.map(({ written }) => written).join(' ');
  const byLetters = detector.detect(plain);
  const letters = byLetters.getScores();
  const known = countKnown(words);
  const rated = spokenLanguages
    .map((language) => ({
      language: language as string,
      score: (letters[language] ?? 0) + wordWeight * (known[language] / words.length),
    }))
    .sort((a, b) => b.score - a.score);
  const [best, next] = rated as [(typeof rated)[0], (typeof rated)[0]];
  const { language } = byLetters;
  if (
    language !== '' &&
    byLetters.isReliable() &&
    (letters[language] ?? 0) - best.score > foreignMargin
  ) {
    return language;
  }
  const isKnown = Object.values(known).some((count) => count > 0);
  if (!isKnown && words.length < fewWords) return null;
  return best.score - next.score > sureMargin ? best.language : null;
}

/**
 * The language to answer a visitor's message in: the message's own; where it does not tell, that of
 * the conversation, then of the page, then of the chatbot.
 * @param before reads the language of the conversation's earlier messages
 * @param page locale of the page, such as `de-AT`
 * @param chatbot language of the chatbot
 * @returns two letters, also of languages that the bot does not speak
 */
export function detectLanguage(
  text: string,
  {
    before,
    page,
    chatbot,
  }: { before(): string | null; page: string | null; chatbot: string | null },
): string {
  return (
    readLanguage(text) ?? before() ?? languageOfLocale(page) ?? languageOfLocale(chatbot) ?? 'en'
  );
}

function languageOfLocale(locale: string | null): string | null {
  return locale?.match(/^[a-z]{2,3}(?=$|[-_])/i)?.[0].toLowerCase() ?? null;
}

type Spoken = (typeof spokenLanguages)[number];

/** For each language, how many words it knows; a word that several know counts in part for each. */
function countKnown(words: Word[]): Record<Spoken, number> {
  const counts = { en: 0, de: 0, fr: 0, es: 0, it: 0, nl: 0, pt: 0, pl: 0 };
  for (const { folded } of words) {
    const having = spokenLanguages.filter((language) => knows(language, folded));
    for (const language of having) counts[language] += 1 / having.length;
  }
  return counts;
}

function knows(language: Spoken, folded: string): boolean {
  return isOwn(language) ? ownWords[language].has(folded) : knowsForm(language, folded);
}

const isOwn = (language: Spoken): language is keyof typeof ownWords => language in ownWords;

function setOf(words: string): Set<string> {
  return new Set(wordsOf(words).map(({ folded }) => folded));
}
