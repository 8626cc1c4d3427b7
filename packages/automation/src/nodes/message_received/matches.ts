import { textOf } from '../../conditions/index.ts';
import { defineMatcher } from '../../triggers.ts';
import { definition } from './definition.ts';

/** Every filter that is set must hold. */
export const matches = defineMatcher(definition, ({ config, facts }) => {
  const { conversation, message } = facts;
  const { textContains, urlContains, language, tag } = config;
  return (
    message !== null &&
    (textContains.length === 0 || textContains.some((part) => contains(message.text, part))) &&
    (!urlContains || contains(conversation.url, urlContains)) &&
    (!language || speaks(conversation.locale, language)) &&
    (!tag || conversation.tags.some((own) => textOf(own, false) === textOf(tag, false)))
  );
});

function contains(text: string | null, part: string): boolean {
  return text !== null && textOf(text, false).includes(textOf(part, false));
}

/** `de-AT` is `de`; `de` is not `de-AT`. */
function speaks(locale: string | null, language: string): boolean {
  const own = `${locale?.replaceAll('_', '-').toLowerCase()}-`;
  return locale !== null && own.startsWith(`${language.toLowerCase()}-`);
}
