import { z } from 'zod';
import { chatbotPath } from './chatbots.ts';
import { optionalText, requiredText } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Languages that the bot's own sentences exist in. */
export const everydayLanguages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl'] as const;
export type EverydayLanguage = (typeof everydayLanguages)[number];

/**
 * What people do with a message besides asking what a business's knowledge can answer, each with the
 * sentences of the bot that answer it. Acts without one are answered by what was said before.
 */
export const everydayReplies = {
  greeting: ['greeting', 'greetingByName'],
  howAreYou: ['howAreYou'],
  thanks: ['thanks'],
  goodbye: ['goodbye'],
  compliment: ['compliment'],
  joke: ['joke'],
  whoAreYou: ['whoAreYou'],
  areYouBot: ['areYouBot'],
  wantsPerson: ['handedOver', 'offerPerson'],
  needsNobody: ['botAgain', 'declinedPerson'],
  complaint: ['sorry'],
  insult: ['insult'],
  tellsSomething: ['noted', 'keptInMind'],
  correction: ['corrected'],
  asksMemory: ['remembered', 'remembersNothing', 'notKnown'],
  asksToForget: ['forgotten', 'nothingToForget'],
  repeat: [],
  shorter: ['inShort'],
  simpler: ['inOtherWords'],
  whatDoYouMean: ['inOtherWords'],
  asksConversation: ['yourQuestionWas'],
  ordersToBot: ['ordersToBot'],
  distress: ['distress', 'teamKnows'],
  bereavement: ['bereaved'],
  announcesQuestion: ['announcesQuestion'],
  oneMoment: ['oneMoment'],
  offTopic: ['offTopic'],
} as const;

export type EverydayAct = keyof typeof everydayReplies;
export type EverydaySentence = (typeof everydayReplies)[EverydayAct][number];

export const everydayActs = Object.keys(everydayReplies) as [EverydayAct, ...EverydayAct[]];
export const everydaySentences = [...new Set(Object.values(everydayReplies).flat())] as [
  EverydaySentence,
  ...EverydaySentence[],
];

/** Acts that cannot be switched off, with the reason. */
export const alwaysOn: Partial<Record<EverydayAct, string>> = {
  areYouBot: 'Visitors may always know that they are writing with a machine.',
  wantsPerson: 'The chatbot’s settings decide what happens, under “Handing over to a person”.',
  needsNobody: 'Visitors can always take back a conversation that was handed over.',
  asksToForget: 'Visitors can always make the bot forget what they said.',
  ordersToBot: 'The bot never takes instructions from visitors.',
  distress: 'Somebody in need always gets a careful reply.',
  bereavement: 'Somebody in mourning always gets a careful reply.',
};

/** What an owner's sentence may hold besides the chatbot's name, `{bot}`. */
const ownPlaceholders: Partial<Record<EverydaySentence, string>> = {
  greetingByName: 'name',
  noted: 'facts',
};

/** Names that a sentence may hold in braces, such as `bot` for `{bot}`. */
export function placeholdersOf(sentence: EverydaySentence): string[] {
  const own = ownPlaceholders[sentence];
  return own === undefined ? ['bot'] : ['bot', own];
}

/** A name in braces, `{bot}` or `{ bot }`. */
const inBraces = /\{([^{}\n]{1,40})\}/g;

/** Puts values in the place of their names in braces, once: a brace in a value stays one. */
export function fillPlaceholders(text: string, values: Record<string, string>): string {
  return text.replace(inBraces, (whole, name: string) => {
    const key = name.trim();
    return Object.hasOwn(values, key) ? values[key]! : whole;
  });
}

/** Longest wording of a sentence, in UTF-16 code units. */
export const maxWordingLength = 500;

/** What is wrong with the names in braces of a wording; undefined where nothing is. */
export function placeholderFault(sentence: EverydaySentence, text: string): string | undefined {
  const known = placeholdersOf(sentence);
  const unknown = [...text.matchAll(inBraces)].find(([, name]) => !known.includes(name!.trim()));
  if (!unknown) return undefined;
  const names = known.map((name) => `{${name}}`).join(' and ');
  return `must not hold ${unknown[0]}, which stands for nothing here; it can hold ${names}`;
}

/** An owner's wording, in Markdown; an empty one takes it back. */
export const wordingText = optionalText(maxWordingLength);

/** Wordings by sentence and language; an absent one stays as it is, null takes it back. */
const wordingChange = z
  .partialRecord(
    z.enum(everydaySentences),
    z.partialRecord(z.enum(everydayLanguages), wordingText.nullable()),
  )
  .superRefine((wording, context) => {
    for (const sentence of everydaySentences) {
      for (const [language, text] of Object.entries(wording[sentence] ?? {})) {
        const message = placeholderFault(sentence, text ?? '');
        if (message) context.addIssue({ code: 'custom', path: [sentence, language], message });
      }
    }
  });

export type Wording = Partial<Record<EverydaySentence, Partial<Record<EverydayLanguage, string>>>>;

const byLanguage = z.record(z.enum(everydayLanguages), z.string());

/** An everyday act, as a chatbot answers it. */
export const everydayAct = z.object({
  act: z.enum(everydayActs),
  /** A message that does what is switched off counts as a question like any other. */
  isActive: z.boolean(),
  /** Why it cannot be switched off; null where it can. */
  alwaysOn: z.string().nullable(),
  /** Two messages that do this. */
  examples: z.array(z.string()),
  replies: z.array(
    z.object({
      sentence: z.enum(everydaySentences),
      /** Names that it may hold in braces, such as `bot` for `{bot}`. */
      placeholders: z.array(z.string()),
      /** What is said without a wording of the owner's. */
      usual: byLanguage,
      /** The owner's wording, where there is one. */
      wording: z.partialRecord(z.enum(everydayLanguages), z.string()),
    }),
  ),
});
export type EverydayActSettings = z.infer<typeof everydayAct>;

const actPath = chatbotPath.extend({ act: z.enum(everydayActs) });

export const everydayEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/chatbots/{chatbotId}/everyday',
    summary: 'List everyday acts, such as thanks, with how the chatbot answers them',
    access: 'operator',
    params: chatbotPath,
    response: z.object({ items: z.array(everydayAct) }),
  }),
  update: endpoint({
    method: 'patch',
    path: '/chatbots/{chatbotId}/everyday/{act}',
    summary: 'Switch an everyday act on or off, or word its replies; absent fields stay',
    access: 'operator',
    params: actPath,
    body: z.object({ isActive: z.boolean(), wording: wordingChange }).partial(),
    response: everydayAct,
  }),
  try: endpoint({
    method: 'post',
    path: '/chatbots/{chatbotId}/everyday/try',
    summary: 'Which everyday act a message is recognised as',
    access: 'operator',
    params: chatbotPath,
    body: z.object({ text: requiredText(4000) }),
    response: z.object({
      /** Null for a question like any other. */
      act: z.enum(everydayActs).nullable(),
      /** 0 … 1 */
      confidence: z.number(),
      /** Whether the chatbot answers this act, rather than taking the message for a question. */
      isActive: z.boolean(),
      /** Which language the reply would be in. */
      language: z.enum(everydayLanguages),
    }),
  }),
};
