import {
  type EverydayActSettings,
  type EverydayLanguage,
  type EverydaySentence,
  everydayLanguages,
  placeholderFault,
  wordingText,
} from '@echoai/contract';
import { useQueryClient } from '@tanstack/react-query';
import { client } from '@/lib/client';
import { checkValue } from '@/lib/fieldErrors';
import { useAutosave } from '@/lib/useAutosave';
import { keepAct } from './everydayQueries';

/** The field of a sentence in a language: `thanks.de`. */
export type WordingField = `${EverydaySentence}.${EverydayLanguage}`;
/** Empty texts are no wording of the owner's. */
export type EverydayValues = { isActive: boolean } & { [Field in WordingField]?: string };
export type EverydayForm = ReturnType<typeof useEverydayForm>;

const partsOf = (field: string) => field.split('.') as [EverydaySentence, EverydayLanguage];

function check<Name extends keyof EverydayValues>(name: Name, value: EverydayValues[Name]) {
  if (name === 'isActive') return undefined;
  const [sentence] = partsOf(name);
  const text = String(value ?? '');
  const checked = wordingText.refine((each) => placeholderFault(sentence, each) === undefined, {
    error: ({ input }) => placeholderFault(sentence, String(input)) ?? '',
  });
  return checkValue(checked, text);
}

/** What an owner decides of an act, saved as one goes. */
export function useEverydayForm({
  chatbotId,
  item,
}: {
  chatbotId: string;
  item: EverydayActSettings;
}) {
  const { act } = item;
  const queries = useQueryClient();
  return useAutosave<EverydayValues>({
    saved: valuesOf(item),
    check,
    save: async ({ isActive, ...texts }) => {
      const wording: Partial<
        Record<EverydaySentence, Partial<Record<EverydayLanguage, string | null>>>
      > = {};
      for (const [field, text] of Object.entries(texts)) {
        const [sentence, language] = partsOf(field);
        wording[sentence] = { ...wording[sentence], [language]: text || null };
      }
      const body = { wording, ...(isActive === undefined ? {} : { isActive }) };
      const updated = await client.everyday.update({ params: { chatbotId, act }, body });
      keepAct(queries, chatbotId, updated);
    },
  });
}

function valuesOf({ isActive, replies }: EverydayActSettings): EverydayValues {
  const texts = replies.flatMap(({ sentence, wording }) =>
    everydayLanguages.map((language) => [`${sentence}.${language}`, wording[language] ?? '']),
  );
  return { isActive, ...Object.fromEntries(texts) };
}
