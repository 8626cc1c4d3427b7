const adverbs =
  '(?:(?:also|always|usually|often|really|actually|currently|just|already|recently|still|now|mostly|only|generally|definitely|strongly|never|rarely|once|finally) )*';

/** How a statement begins, and how it begins when it is told of somebody. */
const beginnings: [RegExp, string][] = [
  [/^(?:i|we)(?: am| are|[’']m|[’']re|m) /i, 'Is '],
  [
    /^(?:i|we)(?:[’']ve| have)(?= (?:got|been|had|\w+ed|bought|lost|found|paid|sent|taken|worn|kept|made|moved)\b)/i,
    'Has',
  ],
  [/^(?:i|we)(?:[’']ll| will) /i, 'Will '],
  [/^(?:i|we)(?:[’']d| would) /i, 'Would '],
  [/^(?:i|we) (?:don[’']t|do not) /i, 'Does not '],
  [/^(?:i|we) (?:can[’']t|cannot|can not) /i, 'Cannot '],
  [/^(?:i|we) were /i, 'Was '],
  [
    /^(?:i|we) (?=(?:was|can|could|may|might|must|should|will|never|didn[’']t|couldn[’']t|wasn[’']t)\b)/i,
    '',
  ],
];
const presentVerb = new RegExp(
  `^(?:i|we) (${adverbs})(prefer|like|love|enjoy|hate|dislike|need|want|wear|take|use|own|live|work|study|drive|ride|speak|play|run|eat|drink|buy|order|read|collect|suffer|sleep|have|do|go|plan|teach|volunteer|train|hike|commute|rent|weigh|feel|keep|grow|cook|paint|write|travel)\\b`,
  'i',
);
const pastVerb = new RegExp(`^(?:i|we) (${adverbs})(?=\\w)`, 'i');
const irregular: Record<string, string> = { have: 'has', do: 'does', go: 'goes', study: 'studies' };

/** “I ordered my boots” as “Ordered their boots”: a statement of the visitor, told of them. */
export function toThirdPerson(clause: string): string {
  return capitalise(replaceOwn(toldOf(clause)));
}

function toldOf(clause: string): string {
  for (const [pattern, beginning] of beginnings) {
    if (pattern.test(clause)) return clause.replace(pattern, beginning);
  }
  const present = presentVerb.exec(clause);
  if (present) {
    const [whole, adverb = '', verb = ''] = present;
    return adverb + inflect(verb.toLowerCase()) + clause.slice(whole.length);
  }
  return clause.replace(pastVerb, '$1');
}

function inflect(verb: string): string {
  return irregular[verb] ?? (/(?:ch|sh|s|x)$/.test(verb) ? `${verb}es` : `${verb}s`);
}

function replaceOwn(text: string): string {
  return text
    .replace(/\b(?:my|our)\b/gi, 'their')
    .replace(/\b(?:me|us)\b/g, 'them')
    .replace(/\bmyself\b/gi, 'themselves')
    .replace(/\bi[’']m\b|\bi am\b/gi, 'they are')
    .replace(/\b(?:I|we)\b/g, 'they');
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
