import { endOfPlan, lifetimes } from './expiry.ts';
import { isPlace, isState, nameIn } from './names.ts';
import { sizeIn } from './size.ts';
import { capitalise, toThirdPerson } from './thirdPerson.ts';

/** What a statement is matched against, and what is kept of it. */
export interface FactKind {
  pattern: RegExp;
  /** What a pattern cannot say; a statement that does not fit is of no kind. */
  fits?(match: RegExpExecArray): boolean;
  /** What it is about, so that a newer one supersedes it; null when several may hold. */
  slot(match: RegExpExecArray, clause: string): string | null;
  text(match: RegExpExecArray, clause: string): string;
  /** @param told when the visitor said it */
  expiresAt(clause: string, told: Date): Date;
}

const yearLater = (_clause: string, told: Date) => new Date(told.getTime() + lifetimes.trait);
const halfYearLater = (_clause: string, told: Date) =>
  new Date(told.getTime() + lifetimes.purchase);
const asTold = (_match: RegExpExecArray, clause: string) => toThirdPerson(clause);
const nothing = () => null;
const i = "(?:i|we)(?:[’']ve| have)?(?: (?:also|just|already|recently|actually|finally|now))*";
const no =
  '(?!(?:a |an |any |some |no |the |this |that |another |one |two )?(?:more )?(?:problem|question|issue|trouble|doubt|complaint|idea|look|feeling|chance|time|reason|request|concern|hope|difficult)|to\\b|not\\b|been\\b|had\\b|no\\b|got (?:a |an )?(?:problem|question|issue)|it\\b|that\\b|this\\b|these\\b|them\\b)';

/** Named properties: “my budget is …”. The name is the slot. */
const properties =
  'favou?rite [\\p{L}]+|preferred [\\p{L}]+|budget|birthday|date of birth|age|job|profession|occupation|company|employer|address|postcode|zip code|home town|hometown|city|town|country|language|native language|mother tongue|time ?zone|height|weight|shoe size|hat size|ring size|dress size|foot length|skin type|hair type|blood type|account number|customer number|customer id|membership number|order number|order no|order id|order|tracking number|invoice number|phone|mobile|laptop|computer|printer|car|bike|tent|camera|phone number|mobile number|telephone number|e-?mail|e-?mail address|nickname|username|user name|diet|allergy|allergies|hobby|hobbies|plan|subscription';

/** In order: the first that fits is taken. */
export const factKinds = {
  name: {
    pattern:
      /^(?:i am called|i[’']m called|(?:my (?:full |first |last |given |family )?name|the name)(?: is|[’']s)|call me) (\p{L}.*)$/iu,
    fits: ([, said]) => nameIn(said!, true) !== null,
    slot: () => 'name',
    text: ([, said]) => `Name: ${nameIn(said!, true)}`,
    expiresAt: yearLater,
  },
  purchase: {
    pattern: new RegExp(
      `^${i} (?:ordered|bought|purchased|returned|exchanged|received|booked|rented|reserved|cancell?ed|subscribed|signed up|paid|picked|chose|placed|changed my (?:order|size|address)|sent back|preordered|pre-ordered) ${no}.+`,
      'i',
    ),
    slot: nothing,
    text: asTold,
    expiresAt: halfYearLater,
  },
  property: {
    pattern: new RegExp(
      `^my (?:new |current )?(${properties})(?: is|[’']s| are|:)(?: now)? (.+)$`,
      'iu',
    ),
    fits: ([, , value]) => !isState(value!),
    slot: ([, property], clause) => sizeIn(clause)?.slot ?? slotOf(property!),
    text: ([, property, value]) => `${capitalise(property!.toLowerCase())}: ${value!}`,
    expiresAt: yearLater,
  },
  size: {
    pattern:
      /^(?:(?:i|we)\b.*\b(?:size|wear|take|need)|my (?:\p{L}+ )?size|it[’']s (?:actually )?size|i meant size|make that size|size)\b/iu,
    slot: (_match, clause) => sizeIn(clause)?.slot ?? null,
    text: (match, clause) =>
      /^(?:i|we)\b(?! meant)/i.test(clause)
        ? asTold(match, clause)
        : `Size: ${sizeIn(clause)!.value}`,
    expiresAt: yearLater,
  },
  home: {
    pattern:
      /^(?:i|we)(?:[’']ve| have)?(?: now| just| recently| currently)* (?:live|moved|am living|are living|am based|are based|relocated)(?: to| in| at| near)? (.+)$/i,
    fits: ([, place]) => isPlace(place!),
    slot: () => 'home',
    text: asTold,
    expiresAt: yearLater,
  },
  contact: {
    pattern:
      /^(?:(?:i|we)(?:[’']d| would)?(?: really| much)? (?:prefer|rather|like to be)\b.{0,30}\b(?:e-?mails?|phone|calls?|text|texts|sms|whatsapp|post|letter)\b|(?:contact|reach|text|e-?mail|phone|call|write(?: to)?) me (?:by|via|on|at|only|in|after|before)\b).*/i,
    slot: () => 'contact',
    text: (match, clause) =>
      /^(?:i|we)\b/i.test(clause) ? asTold(match, clause) : `Asked: “${clause}”`,
    expiresAt: yearLater,
  },
  noContact: {
    pattern:
      /^(?:don[’']t|do not|never) (?:call|contact|text|phone|e-?mail|write) ?(?:to )?me\b.*/i,
    slot: () => 'no contact',
    text: (_match, clause) => `Asked: “${clause}”`,
    expiresAt: yearLater,
  },
  health: {
    pattern:
      /^(?:i|we)\b(?:[’']m| am| are|[’']re)?.{0,20}\b(?:allergic|intolerant|allergy|vegan|vegetarian|coeliac|celiac|diabetic|asthma|pregnant|colou?r-?blind|left-handed|right-handed|gluten-free|lactose)\b.*/i,
    slot: nothing,
    text: asTold,
    expiresAt: yearLater,
  },
  age: {
    pattern: /^(?:i|we)(?:[’']m| am) (\d{1,3})(?: years?)?(?: old)?$/i,
    slot: () => 'age',
    text: asTold,
    expiresAt: yearLater,
  },
  pet: {
    pattern:
      /^[Mm]y (?:\p{L}+ )?(dog|cat|puppy|kitten|horse|rabbit|parrot|hamster|bird|pet)(?:[’']s name)?(?: is| [’']s|[’']s) (?:called |named )?(\p{Lu}[\p{L}’'-]+)$/u,
    slot: ([, animal]) => `name of ${animal!.toLowerCase()}`,
    text: ([, animal, name]) => `Has a ${animal!.toLowerCase()} named ${name!}`,
    expiresAt: yearLater,
  },
  plan: {
    pattern:
      /^(?:(?:i|we)(?:[’']m| am| are|[’']re) (?:going|travell?ing|flying|moving|visiting|planning|getting|leaving|hoping|starting|hosting|running|having|coming)\b|(?:i|we)(?:[’']ll| will) (?:be|go|travel|fly|move|visit|get|have|start|need)\b|(?:i|we) plan to\b|(?:my|our) (?:trip|wedding|holiday|vacation|flight|appointment|race|party|exam|move|interview|birthday party|hike|tour) (?:is|starts|begins|will be|takes place)\b).*/i,
    slot: nothing,
    text: asTold,
    expiresAt: endOfPlan,
  },
  ownership: {
    pattern: new RegExp(
      `^(?:i|we)(?: already| also| still| now| currently)* (?:have|own|use|drive|ride|[’']ve got|have got|got) ${no}.+`,
      'i',
    ),
    slot: nothing,
    text: asTold,
    expiresAt: yearLater,
  },
  work: {
    pattern:
      /^(?:i|we)(?: currently| now)? (?:work|study|teach|volunteer)(?: as| at| for| in| with)? .+|^i(?:[’']m| am) an? (?!(?:little|bit|lot|tad|customer|newcomer|beginner|user|buyer|visitor|stranger|loser|winner|reader|foreigner|newer|former|number|matter)\b)(?:\p{L}+ )?\p{L}+(?:er|or|ist|ian|nurse|student|eer|man|woman|member|artist|teacher|chef|vet)(?: (?:at|for|in|with) .+)?$/iu,
    slot: nothing,
    text: asTold,
    expiresAt: yearLater,
  },
  origin: {
    pattern: /^i(?:(?:[’']m| am| come) (?:originally )?from| was born in) (.+)/i,
    fits: ([, place]) => isPlace(place!),
    slot: () => 'origin',
    text: asTold,
    expiresAt: yearLater,
  },
  taste: {
    pattern:
      /^(?:i|we)(?: really| also| always| usually| generally| do| absolutely| only| mostly| much)* (?:prefer|like|love|enjoy|hate|dislike|can[’']t stand|don[’']t like|do not like|wear|buy|collect|avoid|speak|play)(?! to know| it\b| that\b| this\b| them\b| these\b) .+/i,
    slot: nothing,
    text: asTold,
    expiresAt: yearLater,
  },
} satisfies Record<string, FactKind>;

function slotOf(property: string): string {
  return property
    .toLowerCase()
    .replace('favourite', 'favorite')
    .replace(/^e-?mail(?: address)?$/, 'email')
    .replace(/^(?:mobile|telephone) number$/, 'phone number')
    .replace(/^order(?: no| id)?$/, 'order number')
    .replace(/^(?:city|town|country|home ?town)$/, 'home')
    .replace(/^(?:job|profession|occupation)$/, 'job');
}
