import { type Language, languages } from '@echoai/contract';
import { Checkbox } from '@/components/Checkbox';
import { Field, Select } from '@/components/Field';
import { LanguageOptions } from '@/components/LanguageOptions';
import { languageName } from '@/lib/languageName';
import type { SettingsForm } from './AppearanceFields';

/** The languages of a chatbot's knowledge: found out from its pages, or as the owner names them. */
export function LanguageFields({
  form: { values, errors, change },
  found,
}: {
  form: SettingsForm;
  /** What its pages and FAQs are in, what most are in first. */
  found: string[];
}) {
  const chosen = values.languages;
  const own = chosen?.[0];
  const set = (next: Language[]) =>
    change({ languages: next.length > 0 ? next : null }, { now: true });
  const foundNames = found.map(languageName).join(', ');
  return (
    <>
      <Field
        label="Own language"
        hint="Spoken where neither the visitor nor the page names another."
        error={errors.languages}
        className="max-w-72"
      >
        {(control) => (
          <Select
            {...control}
            value={own ?? ''}
            onChange={(event) => {
              const first = event.target.value as Language | '';
              const others = (chosen ?? []).filter((language) => language !== own);
              set(first ? [first, ...others.filter((language) => language !== first)] : []);
            }}
          >
            <LanguageOptions
              unset={foundNames ? `Found: ${foundNames}` : 'Found out from its pages'}
            />
          </Select>
        )}
      </Field>
      {chosen && (
        <fieldset>
          <legend className="font-medium">Other languages of its knowledge</legend>
          <div className="mt-2 flex flex-wrap gap-x-5 gap-y-2">
            {languages
              .filter((language) => language !== own)
              .map((language) => (
                <Checkbox
                  key={language}
                  checked={chosen.includes(language)}
                  onChange={(isChosen) =>
                    set(
                      isChosen ? [...chosen, language] : chosen.filter((each) => each !== language),
                    )
                  }
                >
                  {languageName(language)}
                </Checkbox>
              ))}
          </div>
          {foundNames && (
            <p className="mt-2 text-[13px] text-muted">
              Its pages were found to be in {foundNames}.
            </p>
          )}
        </fieldset>
      )}
    </>
  );
}
