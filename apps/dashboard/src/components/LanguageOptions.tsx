import { languages } from '@echoai/contract';
import { languageName } from '@/lib/languageName';

/** The languages of a select: first what counts without a choice, then each by its name. */
export function LanguageOptions({ unset }: { unset: string }) {
  return (
    <>
      <option value="">{unset}</option>
      {languages.map((language) => (
        <option key={language} value={language}>
          {languageName(language)}
        </option>
      ))}
    </>
  );
}
