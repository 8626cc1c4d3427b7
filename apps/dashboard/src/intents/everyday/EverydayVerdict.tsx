import { useQuery } from '@tanstack/react-query';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { client } from '@/lib/client';
import { useEveryday } from './everydayQueries';
import { actTexts, languageNames } from './everydayTexts';

/** Whether a sentence is an everyday message, and what becomes of it. */
export function EverydayVerdict({ chatbotId, text }: { chatbotId: string; text: string }) {
  const { data: items } = useEveryday(chatbotId);
  const { data, error, refetch } = useQuery({
    queryKey: ['try-everyday', chatbotId, text],
    queryFn: ({ signal }) => client.everyday.try({ params: { chatbotId }, body: { text }, signal }),
    placeholderData: (before) => before,
  });
  if (error) return <LoadFailure error={error} retry={refetch} />;
  if (!data) return null;
  const { act, confidence, language } = data;
  // As it is switched now, also after it was tried.
  const isActive = items?.find((item) => item.act === act)?.isActive ?? data.isActive;
  return (
    <p role="status" className="mt-4 border-t pt-3 text-pretty">
      <span className="font-medium">Everyday: </span>
      {act === null ? (
        'no. It is a question like any other.'
      ) : (
        <>
          <Link
            href={`/intents/everyday?bot=${chatbotId}&act=${act}`}
            className="rounded text-accent-ink underline"
          >
            {actTexts[act].title}
          </Link>
          , {Math.round(100 * confidence)} % sure.{' '}
          {isActive
            ? `Answered in ${languageNames[language]}.`
            : 'It is switched off, so the message is a question like any other.'}
        </>
      )}
    </p>
  );
}
