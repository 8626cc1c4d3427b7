import { type EverydayActSettings, everydayLanguages } from '@echoai/contract';
import { RotateCcw } from 'lucide-react';
import { Button } from '@/components/Button';
import { Field, Textarea } from '@/components/Field';
import Link from '@/components/Link';
import { languageNames } from './everydayTexts';
import type { EverydayForm, WordingField } from './useEverydayForm';

/** What names in braces stand for. */
const meanings: Record<string, string> = {
  bot: 'the chatbot’s name',
  name: 'the visitor’s name',
  facts: 'what is noted',
};

/** A sentence in each language: the owner's wording, with the one that it replaces. */
export function WordingFields({
  chatbotId,
  reply: { sentence, placeholders, usual },
  form: { values, errors, change, flush },
}: {
  chatbotId: string;
  reply: EverydayActSettings['replies'][number];
  form: EverydayForm;
}) {
  const isHeld = placeholders.filter((name) => name !== 'bot' || usual.en.includes('{bot}'));
  return (
    <>
      <div className="grid gap-x-6 gap-y-4 lg:grid-cols-2">
        {everydayLanguages.map((language) => {
          const field: WordingField = `${sentence}.${language}`;
          const text = values[field] ?? '';
          const isWelcome = sentence === 'greeting' && language === 'en';
          const insteadOf = text === '' ? undefined : `Instead of “${usual[language]}”`;
          return (
            <Field
              key={language}
              label={languageNames[language]}
              error={errors[field]}
              hint={
                isWelcome ? <WelcomeHint chatbotId={chatbotId} isOwn={text !== ''} /> : insteadOf
              }
              action={
                text !== '' && (
                  <Button
                    look="quiet"
                    size="small"
                    className="-my-1.5"
                    onClick={() => change({ [field]: '' }, { now: true })}
                  >
                    <RotateCcw aria-hidden />
                    Reset<span className="sr-only"> {languageNames[language]}</span>
                  </Button>
                )
              }
            >
              {(control) => (
                <Textarea
                  {...control}
                  rows={2}
                  lang={language}
                  value={text}
                  placeholder={usual[language]}
                  onChange={({ target }) => change({ [field]: target.value })}
                  onBlur={flush}
                  className="field-sizing-content min-h-[54px]"
                />
              )}
            </Field>
          );
        })}
      </div>
      <p className="text-[13px] text-muted">
        You can use Markdown.{' '}
        {isHeld.map((name) => (
          <span key={name}>
            <code className="font-medium">{`{${name}}`}</code> stands for {meanings[name] ?? name}.{' '}
          </span>
        ))}
        An empty field uses the sentence that you see in it.
      </p>
    </>
  );
}

/** The one sentence that another setting words too. */
function WelcomeHint({ chatbotId, isOwn }: { chatbotId: string; isOwn: boolean }) {
  const link = (
    <Link href={`/chatbots/settings?id=${chatbotId}`} className="rounded text-accent-ink underline">
      welcome message
    </Link>
  );
  return isOwn ? <>Instead of the {link}.</> : <>An empty field answers with the {link}.</>;
}
