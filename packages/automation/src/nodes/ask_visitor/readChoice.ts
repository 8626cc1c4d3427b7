/** Words that turn a choice into its opposite. */
const negation =
  /(?<![\p{L}\p{N}])(?:no|not|none|never|neither|nor|without|except|but|instead|\p{L}+n[’']t|nicht|kein\p{L}*|weder|ohne|außer|pas|aucun\p{L}*|sans|ni|sin|nunca|non|senza|não|sem|niet|geen|zonder)(?![\p{L}\p{N}])/iu;
/** “2”, “2)”, “#2”, “option 2, please”. */
const position = /^(?:(?:option|choice|number|no|nr)\b\.? ?|[#(]\s?)?(\d{1,2})([).:]?)(?!\d)(.*)$/i;
const courtesy = /^(?:(?:please|pls|thanks|thank|you) )*$/;

/**
 * The choice that a message names: by its text, by its words within the message, or by its position
 * from one on. Null for none, for several, and for what speaks against one or asks about it.
 */
export function readChoice(message: string, choices: string[]): string | null {
  const text = plain(message);
  const exact = choices.find((choice) => plain(choice) === text);
  if (exact !== undefined) return exact;
  const [, number, mark, rest = ''] = position.exec(text) ?? [];
  if (
    number !== undefined &&
    courtesy.test(`${rest.replace(/[^\p{L}\p{N}]+/gu, ' ')} `.trimStart())
  )
    return atPosition({ number, isMarked: mark !== '', choices });
  if (/\?["”’)]*$/.test(text)) return null;
  return onlyNamed(text, choices);
}

function atPosition({
  number,
  isMarked,
  choices,
}: {
  number: string;
  isMarked: boolean;
  choices: string[];
}): string | null {
  const chosen = choices[Number(number) - 1] ?? null;
  // Of “2 pieces” and “4 pieces” nobody knows which one “2” means.
  const named = choices.filter((choice) => plain(choice).match(/\d+/g)?.includes(number));
  if (isMarked || named.length === 0) return chosen;
  return named.length === 1 && (chosen === null || chosen === named[0]) ? named[0]! : null;
}

/** The only choice whose words are in the text, not counting those within a longer one. */
function onlyNamed(text: string, choices: string[]): string | null {
  let rest = ` ${text.replace(/[^\p{L}\p{M}\p{N}’'+%€$£.-]+/gu, ' ').replace(/[.](?= |$)/g, '')} `;
  const found: string[] = [];
  for (const choice of choices.toSorted((a, b) => b.length - a.length)) {
    const words = ` ${plain(choice)
      .replace(/[^\p{L}\p{M}\p{N}’'+%€$£.-]+/gu, ' ')
      .trim()} `;
    if (words.trim() === '' || !rest.includes(words)) continue;
    found.push(choice);
    rest = rest.replaceAll(words, ' \u0000 ');
  }
  return found.length === 1 && !negation.test(rest) ? found[0]! : null;
}

/** Without case, form of characters, and spaces that nobody sees. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
