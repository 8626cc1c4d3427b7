/** Reads one document to passages; `readDocument` runs it as a process of its own. */
import { draftPassages } from './draftPassages.ts';
import { extractText, UnreadableSourceError } from './extractText.ts';
import { titleOf } from './fileTitle.ts';
import { indexPassage } from './indexPassage.ts';
import type { DocumentPart, UnreadDocument } from './readDocument.ts';
import { withoutInvisible } from './reading/invisible.ts';
import { prepareMarkdown } from './reading/prepareMarkdown.ts';
import { unreadCharacters } from './reading/unread.ts';

/** Sentences of one document: each has a vector of its own. */
const maxSentences = 50_000;
/** Passages that are sent together. */
const batchSize = 32;

export default async function* read({
  title,
  url,
  fileName,
  text: given,
  mediaType,
  file,
  language,
}: UnreadDocument): AsyncGenerator<DocumentPart> {
  if (given === null && file === null) {
    throw new UnreadableSourceError('The uploaded file is gone. Upload it again.');
  }
  const { text, unread } =
    given === null ? await extractText(file!) : { text: given, unread: unreadCharacters(given) };
  const writtenAs =
    mediaType === 'text/markdown' ? 'markdown' : mediaType === null ? 'pasted' : 'text';
  const { content, frontMatter } = prepareMarkdown(withoutInvisible(text), { writtenAs });
  // A file whose owner gave it no title has the one that it names itself by.
  const isNamedByFile = fileName !== null && title === titleOf(fileName);
  const named = (isNamedByFile && frontMatter?.title) || title;
  // A file's, which is read here for the first time; it takes a while to learn how languages look.
  const found = given === null ? await findLanguage(content) : null;
  yield {
    text: given === null ? text : '',
    unread,
    title: named,
    frontMatter,
    languageFound: found,
  };
  // Again, since entities such as `&shy;` are decoded by now.
  const drafts = draftPassages(
    { title: named, url },
    withoutInvisible(content),
    language ?? found ?? 'en',
  );
  let sentences = 0;
  for (let start = 0; start < drafts.length; start += batchSize) {
    const passages = drafts.slice(start, start + batchSize).map(indexPassage);
    for (const passage of passages) sentences += passage.sentences.length;
    if (sentences > maxSentences) {
      throw new UnreadableSourceError(
        `This source holds more than ${maxSentences.toLocaleString('en')} sentences or rows. Split it.`,
      );
    }
    yield { passages };
  }
}

async function findLanguage(text: string): Promise<string | null> {
  const { readLanguage } = await import('../language/detectLanguage.ts');
  return readLanguage(text);
}
