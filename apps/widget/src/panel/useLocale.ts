import type { WidgetConfig } from '@echoai/contract';
import { useEffect, useState } from 'preact/hooks';
import type { HostState } from '../protocol.ts';
import type { Failure } from './failure.ts';
import { localesOf } from './pageContext.ts';
import { chooseLocale, loadTexts, speak } from './texts/texts.ts';

/**
 * Has the panel speak the language of the page around it, else one of the visitor's browser, else the
 * chatbot's. What is said in the conversation does not change it.
 * @returns the locale; undefined until its texts are there, so that nothing is shown in another
 */
export function useLocale(
  hostState: HostState | undefined,
  { config, failure }: { config?: WidgetConfig; failure?: Failure },
): string | undefined {
  const [spoken, setSpoken] = useState<string>();
  const wanted = chooseLocale([...localesOf(hostState), ...navigator.languages, config?.language]);
  // A page around the panel speaks before that; one without our loader does not.
  const isKnown = Boolean(hostState || config || failure || window.parent === window);
  useEffect(() => {
    if (!isKnown) return;
    let isWanted = true;
    void loadTexts(wanted).then((texts) => {
      if (!isWanted) return;
      speak(texts, wanted);
      document.documentElement.lang = wanted;
      setSpoken(wanted);
    });
    return () => {
      isWanted = false;
    };
  }, [wanted, isKnown]);
  return spoken === wanted ? spoken : undefined;
}
