import { textOf } from '../../conditions/index.ts';
import { defineMatcher } from '../../triggers.ts';
import { quoted } from '../../verify/check.ts';
import { definition } from './definition.ts';

/** Every filter that is set must hold. */
export const matches = defineMatcher(definition, ({ config, facts }) => {
  const { conversation, message } = facts;
  const { textContains, urlContains, language, tag } = config;
  if (message === null) return 'there is no message';
  if (textContains.length > 0 && !textContains.some((part) => contains(message.text, part)))
    return `the message does not contain ${textContains.map(quoted).join(' or ')}`;
  if (urlContains && !contains(conversation.url, urlContains))
    return conversation.url === null
      ? 'the page of the conversation is not known'
      : `the page ${conversation.url} does not contain ${quoted(urlContains)}`;
  if (language && !speaks(conversation.locale, language))
    return conversation.locale === null
      ? 'the language of the conversation is not known'
      : `the language is ${conversation.locale}, not ${language}`;
  if (tag && !conversation.tags.some((own) => textOf(own, false) === textOf(tag, false)))
    return `the conversation does not have the tag ${quoted(tag)}`;
  return null;
});

function contains(text: string | null, part: string): boolean {
  return text !== null && textOf(text, false).includes(textOf(part, false));
}

/** `de-AT` is `de`; `de` is not `de-AT`. */
function speaks(locale: string | null, language: string): boolean {
  const own = `${locale?.replaceAll('_', '-').toLowerCase()}-`;
  return locale !== null && own.startsWith(`${language.toLowerCase()}-`);
}
