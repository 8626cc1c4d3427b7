import { z } from 'zod';
import { resolveCitations } from '../../apps/server/src/conversation/citations.ts';
import { signStatement } from '../../apps/server/src/conversation/identity/signature.ts';
import { languageOf } from '../../apps/server/src/conversation/languageOf.ts';
import { endOfPlan } from '../../apps/server/src/conversation/memory/expiry.ts';
import { extractFacts } from '../../apps/server/src/conversation/memory/extractFacts.ts';
import { readFacts, type StoredFact } from '../../apps/server/src/conversation/memory/facts.ts';
import { foldMessages } from '../../apps/server/src/conversation/memory/foldMessages.ts';
import { emptyHistory, extendHistory } from '../../apps/server/src/conversation/memory/history.ts';
import { nameIn } from '../../apps/server/src/conversation/memory/names.ts';
import {
  findOwnWords,
  quoteOwnWords,
  quoteWith,
} from '../../apps/server/src/conversation/memory/ownWords.ts';
import {
  fitOf,
  rankHistory,
  readQuery,
} from '../../apps/server/src/conversation/memory/rankMemory.ts';
import { type Recalled, recall } from '../../apps/server/src/conversation/memory/recall.ts';
import { renderSummary } from '../../apps/server/src/conversation/memory/renderSummary.ts';
import { emptyState, readState } from '../../apps/server/src/conversation/memory/sessionState.ts';
import { tellMemory } from '../../apps/server/src/conversation/memory/tellMemory.ts';
import { takeWindow } from '../../apps/server/src/conversation/memory/window.ts';
import { checkFacts } from '../../apps/server/src/conversation/model/checkFacts.ts';
import {
  factOf,
  readSentence,
  shareOf,
} from '../../apps/server/src/conversation/model/readSentence.ts';
import { isDerived } from '../../apps/server/src/conversation/model/specifics.ts';
import { readCall } from '../../apps/server/src/conversation/model/tools.ts';
import { acknowledge } from '../../apps/server/src/conversation/moves/acknowledge.ts';
import { asks } from '../../apps/server/src/conversation/moves/asks.ts';
import { forget } from '../../apps/server/src/conversation/moves/forget.ts';
import type { MoveInput } from '../../apps/server/src/conversation/moves/move.ts';
import { readFound } from '../../apps/server/src/conversation/moves/readFound.ts';
import { isCalledOff, replyToOffer } from '../../apps/server/src/conversation/moves/readReply.ts';
import { readState as readTalk } from '../../apps/server/src/conversation/moves/readState.ts';
import { smallTalk } from '../../apps/server/src/conversation/moves/smallTalk.ts';
import { tellConversation } from '../../apps/server/src/conversation/moves/tellConversation.ts';
import { toSecondPerson } from '../../apps/server/src/conversation/moves/toSecondPerson.ts';
import { english } from '../../apps/server/src/conversation/words/english.ts';
import { wordsOfChatbot } from '../../apps/server/src/conversation/words/wordsOfChatbot.ts';
import { kindBonusFor } from '../../apps/server/src/knowledge/answerKinds.ts';
import { neighbouringDay, speaksOf } from '../../apps/server/src/knowledge/calendar.ts';
import { choicesFor, isVague } from '../../apps/server/src/knowledge/choicesFor.ts';
import { codesIn } from '../../apps/server/src/knowledge/codes.ts';
import { correctSpelling } from '../../apps/server/src/knowledge/correctSpelling.ts';
import { extractAnswer } from '../../apps/server/src/knowledge/extractAnswer.ts';
import {
  possibleTerms,
  readForeignQuestion,
  termsOfForeign,
} from '../../apps/server/src/knowledge/foreignWords.ts';
import { termsOf, withSynonyms } from '../../apps/server/src/knowledge/language.ts';
import { quantitiesIn } from '../../apps/server/src/knowledge/quantities.ts';
import { questionParts } from '../../apps/server/src/knowledge/questionParts.ts';
import { rankCandidates } from '../../apps/server/src/knowledge/rank.ts';
import type { RetrievedPassage } from '../../apps/server/src/knowledge/retrieve.ts';
import { queriesOf } from '../../apps/server/src/knowledge/searchForTurn.ts';
import {
  isChoice,
  questionOfChoice,
  questionsBefore,
  standaloneQuestion,
  subjectOf,
} from '../../apps/server/src/knowledge/subject.ts';
import { rowForNumbers } from '../../apps/server/src/knowledge/tableRows.ts';
import { detectLanguage } from '../../apps/server/src/language/detectLanguage.ts';
import { knowsForm, readMeaning } from '../../apps/server/src/language/glossary.ts';
import { wordsOf } from '../../apps/server/src/language/languages.ts';
import { textArray } from '../../apps/server/src/platform/database/sqlValues.ts';
import { createClientAddress } from '../../apps/server/src/platform/http/clientAddress.ts';
import { readCursor } from '../../apps/server/src/platform/http/paging.ts';
import { recogniseAct } from '../../apps/server/src/understanding/acts/recogniseAct.ts';
import { readSentiment } from '../../apps/server/src/understanding/sentiment/readSentiment.ts';
import { groupFaqs } from '../../apps/widget/src/panel/groupFaqs.ts';
import { chooseLocale } from '../../apps/widget/src/panel/texts/texts.ts';
import { compareNumbers, timeOf } from '../../packages/automation/src/conditions/coerce.ts';
import { evaluate, numberOf, textOf } from '../../packages/automation/src/conditions/index.ts';
import { lookUp } from '../../packages/automation/src/lookUp.ts';
import { readAnswer } from '../../packages/automation/src/nodes/ask_visitor/readAnswer.ts';
import { readChoice } from '../../packages/automation/src/nodes/ask_visitor/readChoice.ts';
import { readNumber } from '../../packages/automation/src/nodes/ask_visitor/readNumber.ts';
import {
  render,
  renderAddress,
  renderValue,
} from '../../packages/automation/src/templates/index.ts';
import {
  isValid,
  schemaErrors,
  validationKinds,
} from '../../packages/automation/src/validation.ts';
import { formatPath } from '../../packages/automation/src/variablePath.ts';
import { fillPlaceholders, placeholderFault } from '../../packages/contract/src/everyday.ts';
import { isNestedDeeper, parseJson } from '../../packages/contract/src/json.ts';
import { isWithinOrigin } from '../../packages/contract/src/origins.ts';
import { cutText, mediaTypeOf } from '../../packages/contract/src/text.ts';

const server = 'apps/server/src';
const automation = 'packages/automation/src';
const memory = `${server}/conversation/memory`;
const intent = `${server}/understanding/intent`;
const sentiment = `${server}/understanding/sentiment`;
const widget = 'apps/widget/src/panel';
const integrations = 'packages/integrations/src';
const sheets = `${integrations}/google-sheets`;

const told = new Date(0);
const passage: RetrievedPassage = {
  id: 'psg_1',
  sourceId: 'src_1',
  faqId: null,
  title: 'Returns',
  headingPath: [],
  url: null,
  text: 'You have 30 days to return bags and jackets. Refunds take five days.',
  score: 0.9,
  sentenceScores: [0.9, 0.4],
};
const toldMessage = (text: string, id = 'msg_1') => ({
  ...{ id, text, sessionId: 'ses_1', saidAt: 0, answer: null },
  vector: new Uint8Array(512),
});
const said = (content: string, role: 'user' | 'assistant' = 'user') => ({
  ...{ id: 'msg_1', role, content },
  ...{ answered: false, replyToId: role === 'user' ? null : 'msg_1', citations: [] },
  isForgotten: false,
});
const fact = (text: string): StoredFact => ({
  ...{ id: 'fct_1', text, slot: null, sessionId: null, sourceMessageId: null },
  ...{ createdAt: 0, expiresAt: null, correctedAt: null, isSuperseded: false, vector: null },
});
const remembered = (text: string): Recalled => ({
  ...{ kind: 'message', id: 'msg_1', text, reason: '', saidAt: 0, isCorrected: false },
  ...{ isAsking: false, said: text, isInWindow: false, words: 1, meaning: 1, score: 2 },
});
/** A moment of a conversation in which everything that a visitor can say is one text. */
const moment = (text: string): MoveInput =>
  ({
    question: text,
    chatbot: { name: 'Shop', welcomeMessage: '' },
    said: { act: 'asksConversation', isAsking: true, language: 'en', reply: null, wordCount: 3 },
    found: { isSure: false, confidence: 0, ownWords: 'none', choices: [] },
    state: { lastMove: null, hasAnswered: true, admissions: 0, angry: 0 },
    words: english,
    told: extractFacts({ text, told }).map((one) => ({ ...one, sentence: text, embedding: null })),
    known: readFacts([fact(text)]).valid,
    history: [said(text), { ...said(text, 'assistant'), move: 'answer' }],
    memory: { summary: '', recalled: [remembered(text)], daysSince: 0 },
    retrieval: { query: text, passages: [passage], answerable: false, confidence: 0 },
    parts: [],
    hasSubject: false,
    // What a text cannot be in is left out.
  }) as unknown as MoveInput;
const allRules = (text: string) => {
  const rule = (operator: string, value: string) => ({ variable: 'message.text', operator, value });
  const rules = ['contains', 'equals', 'starts_with', 'ends_with', 'greater_than', 'before'].map(
    (operator) => rule(operator, text.slice(0, 500)),
  );
  // biome-ignore lint/suspicious/noExplicitAny: the group is read as stored.
  evaluate({ group: { match: 'any', rules } as any, scope: { message: { text } } });
};
const answerTypes = ['text', 'email', 'number', 'choice'] as const;

const beforeOf = (text: string) => [
  { role: 'user' as const, content: text },
  { role: 'assistant' as const, content: text, citations: [{ title: text }] },
];
const choicesBefore = (text: string) => [
  { role: 'user' as const, content: text },
  { role: 'assistant' as const, content: 'Which?', move: 'askBack', choices: ['Hats', text] },
];

/** How functions of more than one text are given a visitor's text. */
export const calls: Record<string, (text: string) => unknown> = {
  [`${automation}/validation.ts isValid`]: (text) => {
    for (const kind of Object.keys(validationKinds) as (keyof typeof validationKinds)[]) {
      isValid({ value: text, kind, pattern: '^(a+)+$', schema: { type: 'string', maxLength: 9 } });
    }
  },
  [`${automation}/validation.ts schemaErrors`]: (text) => {
    for (const format of ['email', 'uri', 'date-time', 'ipv6', 'hostname', 'uuid', 'regex']) {
      schemaErrors({ type: 'string', format }, text);
    }
  },
  [`${automation}/conditions/coerce.ts textOf`]: (text) => [textOf(text, false), numberOf(text)],
  [`${automation}/conditions/coerce.ts timeOf`]: (text) => timeOf(text, 'Europe/Vienna'),
  [`${automation}/conditions/coerce.ts compareNumbers`]: (text) => [
    compareNumbers(text, text),
    compareNumbers('0', `0e-${text.replace(/\D/g, '9')}`),
  ],
  [`${automation}/conditions/evaluate.ts evaluate`]: allRules,
  [`${automation}/lookUp.ts lookUp`]: (text) => lookUp({ message: text }, text),
  [`${automation}/templates/render.ts render`]: (text) =>
    render('{{ message | strip | downcase | truncate: 20 }}', { message: text }),
  [`${automation}/templates/render.ts renderAddress`]: (text) =>
    renderAddress('https://shop.example/{{ message }}?q={{ message }}', { message: text }),
  [`${automation}/templates/render.ts renderValue`]: (text) =>
    renderValue('{{ message }}', { message: text }),
  [`${automation}/nodes/ask_visitor/readAnswer.ts readAnswer`]: (text) =>
    answerTypes.map((answerType) => readAnswer({ answerType, choices: ['Red', 'Blue'] }, text)),
  [`${automation}/nodes/ask_visitor/readNumber.ts readNumber`]: (text) => readNumber(text, text),
  [`${automation}/nodes/ask_visitor/readChoice.ts readChoice`]: (text) =>
    readChoice(text, ['Red', 'Blue', '2 of them']),
  [`${widget}/texts/texts.ts chooseLocale`]: (text) => chooseLocale([text]),
  [`${widget}/groupFaqs.ts groupFaqs`]: (text) =>
    groupFaqs({
      search: text,
      faqs: [{ id: 'faq_1', question: text, answer: 'No.', category: null }],
    }),
  [`${server}/platform/http/clientAddress.ts createClientAddress`]: (text) =>
    createClientAddress(['loopback'])('127.0.0.1', text),
  'packages/contract/src/json.ts parseJson': (text) => parseJson(text),
  'packages/contract/src/json.ts isNestedDeeper': (text) => isNestedDeeper([text], 9),
  [`${automation}/variablePath.ts formatPath`]: (text) => formatPath(['event', text]),
  [`${server}/knowledge/codes.ts codesIn`]: (text) => codesIn(text, { isQuestion: true }),
  'packages/contract/src/text.ts mediaTypeOf': (text) =>
    mediaTypeOf({ fileName: text, bytes: new TextEncoder().encode(text) }),
  'packages/contract/src/text.ts cutText': (text) => cutText(text, 200),
  'packages/contract/src/origins.ts isWithinOrigin': (text) =>
    isWithinOrigin(text, 'https://*.example.com'),
  [`${server}/platform/http/paging.ts readCursor`]: (text) => {
    try {
      readCursor(text, z.tuple([z.string()]));
    } catch {
      // An unreadable cursor is refused.
    }
  },
  [`${server}/platform/database/sqlValues.ts textArray`]: (text) => textArray([text]),
  [`${server}/language/detectLanguage.ts detectLanguage`]: (text) =>
    detectLanguage(text, { before: () => null, page: text, chatbot: null }),
  [`${server}/language/glossary.ts knowsForm`]: (text) => knowsForm('de', text),
  [`${server}/language/glossary.ts readMeaning`]: (text) => {
    const words = wordsOf(text);
    for (const start of words.keys()) readMeaning('fr', words, start);
  },
  [`${server}/knowledge/foreignWords.ts readForeignQuestion`]: (text) =>
    ['en', 'de', 'nl'].map((language) => readForeignQuestion(text, language)),
  [`${server}/knowledge/foreignWords.ts possibleTerms`]: (text) =>
    possibleTerms(readForeignQuestion(`die ${text}`, 'de')!),
  [`${server}/knowledge/foreignWords.ts termsOfForeign`]: (text) =>
    termsOfForeign(readForeignQuestion(`die ${text}`, 'de')!, {}),
  [`${server}/knowledge/rank.ts rankCandidates`]: (text) => {
    const terms = termsOf(text).slice(0, 48);
    const rarities = new Map(terms.map((term) => [term, 1]));
    const found = { id: 'psg_1', isFaq: false, length: 9, cosine: null, sentenceCosines: null };
    rankCandidates({ terms, rarities, averageLength: 9 }, [{ ...found, terms: terms.join(' ') }]);
  },
  [`${server}/knowledge/correctSpelling.ts correctSpelling`]: (text) =>
    correctSpelling(text, [{ term: text.slice(1), count: 1 }]),
  [`${server}/knowledge/extractAnswer.ts extractAnswer`]: (text) =>
    extractAnswer({ question: text, passages: [passage] }),
  [`${server}/knowledge/answerKinds.ts kindBonusFor`]: (text) => kindBonusFor(text)(text),
  [`${server}/knowledge/calendar.ts speaksOf`]: (text) => speaksOf(text, 1224),
  [`${server}/knowledge/tableRows.ts rowForNumbers`]: (text) =>
    rowForNumbers({
      question: text,
      quantities: quantitiesIn(text),
      rows: [{ sentence: '', cells: [{ name: 'Size', value: '36 to 38 cm' }], table: 0 }],
    }),
  [`${server}/knowledge/subject.ts subjectOf`]: (text) => subjectOf(beforeOf(text)),
  [`${server}/knowledge/subject.ts questionsBefore`]: (text) => questionsBefore(beforeOf(text)),
  [`${server}/knowledge/subject.ts questionOfChoice`]: (text) =>
    questionOfChoice({ question: text, window: choicesBefore(text) }),
  [`${server}/knowledge/subject.ts isChoice`]: (text) =>
    isChoice({ question: text, window: choicesBefore(text) }),
  [`${server}/knowledge/subject.ts standaloneQuestion`]: (text) => [
    standaloneQuestion({ question: text, window: beforeOf('A hat?') }),
    standaloneQuestion({ question: 'And it?', window: beforeOf(text) }),
  ],
  [`${server}/knowledge/calendar.ts neighbouringDay`]: (text) =>
    neighbouringDay({ question: `${text} the day after`, before: [text] }),
  [`${server}/knowledge/choicesFor.ts choicesFor`]: (text) => {
    const retrieval = { query: text, passages: [passage], answerable: true, confidence: 1 };
    const parts = [{ question: text, retrieval }];
    choicesFor({ question: text, retrieval, parts, hasSubject: false });
  },
  [`${server}/knowledge/choicesFor.ts isVague`]: (text) => {
    const retrieval = { query: text, passages: [], answerable: true, confidence: 1 };
    const parts = [{ question: `it ${text}`, retrieval }];
    isVague({ question: `it ${text}`, retrieval, parts, hasSubject: false });
  },
  [`${server}/knowledge/searchForTurn.ts queriesOf`]: (text) =>
    queriesOf(questionParts(text), beforeOf(text)),
  [`${sentiment}/readSentiment.ts readSentiment`]: (text) =>
    readSentiment({ text, embedding: new Float32Array(512) }),
  [`${server}/conversation/citations.ts resolveCitations`]: (text) =>
    resolveCitations(text, [passage]),
  [`${server}/conversation/model/checkFacts.ts checkFacts`]: (text) => {
    const checked = checkFacts({ passages: [passage], said: text, own: text });
    for (let at = 0; at < text.length; at += 5) checked.push(text.substring(at, at + 5));
    checked.end();
  },
  [`${server}/conversation/model/readSentence.ts shareOf`]: (text) =>
    shareOf(readSentence(text).terms, factOf(text)),
  [`${server}/conversation/model/specifics.ts isDerived`]: (text) =>
    isDerived(text, { from: [text, '€2'], others: [text] }),
  [`${server}/conversation/model/tools.ts readCall`]: (text) =>
    readCall({ name: 'ask_back', args: { question: text, choices: [text, text] } }),
  [`${server}/conversation/moves/acknowledge.ts acknowledge`]: (text) => [
    acknowledge(moment(text)),
    acknowledge({ ...moment(text), told: [{ ...moment('I wear 42').told[0]!, sentence: text }] }),
  ],
  [`${server}/conversation/languageOf.ts languageOf`]: (text) =>
    languageOf(
      {
        question: said(text),
        conversation: { window: [said(text)] },
      } as unknown as Parameters<typeof languageOf>[0],
      { context: { locale: text.slice(0, 35) } },
    ),
  [`${server}/knowledge/language.ts termsOf`]: (text) =>
    ['en', 'de', 'fr', 'pl'].map((language) => termsOf(text, language)),
  [`${server}/knowledge/language.ts withSynonyms`]: (text) =>
    withSynonyms(termsOf(text).map((term) => ({ term }))),
  [`${server}/conversation/moves/forget.ts forget`]: (text) => forget(moment(text)),
  [`${server}/conversation/moves/smallTalk.ts smallTalk`]: (text) => smallTalk(moment(text)),
  [`${server}/conversation/moves/tellConversation.ts tellConversation`]: (text) =>
    (['repeat', 'shorter', 'simpler', 'asksConversation'] as const).map((act) =>
      tellConversation({ ...moment(text), said: { ...moment(text).said, act } }),
    ),
  'packages/contract/src/everyday.ts fillPlaceholders': (text) => [
    fillPlaceholders('{name}', { name: text }),
    fillPlaceholders(text, {}),
  ],
  'packages/contract/src/everyday.ts placeholderFault': (text) => placeholderFault('thanks', text),
  [`${server}/conversation/words/wordsOfChatbot.ts wordsOfChatbot`]: (text) => {
    const everyday = { wording: { greetingByName: { en: 'Hi {name}' } } };
    const chatbot = { name: 'Shop', welcomeMessage: '', everyday };
    return [wordsOfChatbot(chatbot, text), wordsOfChatbot(chatbot, 'en').greetingByName(text)];
  },
  [`${server}/conversation/moves/readFound.ts readFound`]: (text) =>
    readFound({ ...moment(text), searched: moment(text) }),
  [`${server}/conversation/moves/readState.ts readState`]: (text) => readTalk(moment(text).history),
  [`${server}/understanding/acts/recogniseAct.ts recogniseAct`]: (text) =>
    recogniseAct({ text, embedding: new Float32Array(512) }),
  [`${memory}/ownWords.ts findOwnWords`]: (text) =>
    findOwnWords({ question: text, memory: moment(text).memory, isKnown: false }),
  [`${memory}/ownWords.ts quoteWith`]: (text) =>
    quoteWith(english.toldOn, { text, at: 0, words: english }),
  [`${server}/conversation/moves/asks.ts asks`]: (text) => asks(text),
  [`${server}/conversation/moves/readReply.ts replyToOffer`]: (text) => replyToOffer(text),
  [`${server}/conversation/moves/toSecondPerson.ts toSecondPerson`]: (text) => toSecondPerson(text),
  [`${server}/conversation/moves/readReply.ts isCalledOff`]: (text) =>
    isCalledOff(text.slice(0, 60), { act: null }),
  [`${server}/conversation/identity/signature.ts signStatement`]: (text) =>
    signStatement('secret', { chatbotId: 'bot_1', externalId: text, email: text, expiresAt: 0 }),
  [`${memory}/ownWords.ts quoteOwnWords`]: (text) => [
    quoteOwnWords({ question: text, memory: { recalled: [] }, isKnown: false, words: english }),
    quoteOwnWords({
      question: 'What did I say?',
      memory: { recalled: [remembered(text)] },
      isKnown: false,
      words: english,
    }),
  ],
  [`${memory}/tellMemory.ts tellMemory`]: (text) =>
    tellMemory({ summary: text, recalled: [remembered(text)], daysSince: 0 }),
  [`${memory}/foldMessages.ts foldMessages`]: (text) =>
    foldMessages(emptyState('ses_1'), [said(text), said(text, 'assistant')]),
  [`${memory}/extractFacts.ts extractFacts`]: (text) => extractFacts({ text, told }),
  [`${memory}/names.ts nameIn`]: (text) => [nameIn(text, true), nameIn(text, false)],
  [`${memory}/expiry.ts endOfPlan`]: (text) => endOfPlan(text, told),
  [`${memory}/history.ts extendHistory`]: (text) =>
    extendHistory(emptyHistory(), [toldMessage(text)]),
  [`${memory}/sessionState.ts readState`]: (text) => readState(text, 'ses_1'),
  [`${memory}/window.ts takeWindow`]: (text) => takeWindow([said(text), said(text, 'assistant')]),
  [`${memory}/facts.ts readFacts`]: (text) => readFacts([fact(text)]),
  [`${memory}/recall.ts recall`]: (text) =>
    recall({
      query: text,
      vector: null,
      facts: readFacts([fact(text)]),
      history: extendHistory(emptyHistory(), [toldMessage(text)]),
      window: new Set(),
      depth: 'deep',
      now: 0,
    }),
  [`${memory}/rankMemory.ts readQuery`]: (text) => readQuery(text, null),
  [`${memory}/rankMemory.ts rankHistory`]: (text) =>
    rankHistory(readQuery(text, null), extendHistory(emptyHistory(), [toldMessage(text)])),
  [`${memory}/rankMemory.ts fitOf`]: (text) =>
    fitOf(readQuery(text, null), readFacts([fact(text)]).valid[0]!),
  [`${memory}/renderSummary.ts renderSummary`]: (text) =>
    renderSummary({
      state: { ...emptyState('ses_1'), openQuestions: [text] },
      facts: [{ text, sessionId: 'ses_1', sourceMessageId: 'msg_' }],
    }),
};

/** What is never given a visitor's text, and why. Such a function needs no bound for it. */
export const without: Record<string, string[]> = {
  'is given what an owner wrote': [
    `${automation}/templates/parseTemplate.ts parseTemplate`,
    `${automation}/pattern.ts compilePattern`,
    `${automation}/conditions/comparisons.ts comparisonsOf`,
    `${automation}/conditions/schema.ts rulesOf`,
    `${automation}/businessHours.ts isOpen`,
    `${automation}/businessHours.ts nextOpening`,
    `${automation}/schemaChecks.ts spendOnSchema`,
    'packages/contract/src/credentials.ts isWithinHost',
    'packages/contract/src/credentials.ts hostsBeyond',
    ...['columnOf', 'byName', 'isSame'].map((name) => `${sheets}/columns.ts ${name}`),
    ...['rangeOf', 'valuesPath', 'missingColumns'].map((name) => `${sheets}/sheet.ts ${name}`),
    ...['objectPath', 'recordUrl', 'linkTo'].map(
      (name) => `${integrations}/salesforce/api.ts ${name}`,
    ),
    `${integrations}/matching.ts matching`,
    `${widget}/accent.ts accentOf`,
    `${widget}/accent.ts contrast`,
    `${server}/defaultModels.ts withdrawalNotice`,
    ...['readModelName', 'problemWithModel'].map((name) => `${server}/modelProviders.ts ${name}`),
    `${server}/platform/models/openAi.ts clientOf`,
    `${server}/knowledge/chunk.ts chunkMarkdown`,
    `${server}/knowledge/sentences.ts sentencesOf`,
    `${server}/knowledge/sentences.ts tableRows`,
    `${server}/knowledge/tableRows.ts rowsOf`,
    `${server}/knowledge/tableRows.ts sayRow`,
    `${server}/knowledge/language.ts withSynonyms`,
    // Words of the lists of stop words, and a language.
    `${server}/language/glossary.ts glossarySays`,
    `${server}/knowledge/languageRules.ts rulesOf`,
    `${server}/knowledge/quantities.ts rangesIn`,
    `${server}/knowledge/indexPassage.ts indexPassage`,
    `${server}/knowledge/indexPassage.ts passageSentences`,
    `${server}/knowledge/passageMemory.ts searchMemory`,
    `${server}/conversation/moves/admitIgnorance.ts admitIgnorance`,
    `${server}/conversation/moves/admitIgnorance.ts ignoranceOf`,
    `${server}/conversation/moves/askBack.ts askBack`,
    `${server}/conversation/citations.ts citationOf`,
    `${server}/conversation/moves/handOverWords.ts handOverWords`,
    `${server}/conversation/words/wordsOfChatbot.ts usualWordsOf`,
  ],
  'is given what the program itself made': [
    `${automation}/templates/errors.ts plainMessage`,
    `${automation}/templates/errors.ts missingVariable`,
    `${automation}/templates/engine.ts countedContext`,
    `${automation}/templates/countFilters.ts countFilters`,
    `${automation}/templates/countFilters.ts countOperators`,
    `${automation}/work.ts withinWork`,
    `${integrations}/events.ts isSame`,
    `${server}/config.ts readConfig`,
    `${server}/platform/http/limits.ts createLimit`,
    `${server}/platform/http/limits.ts tooMany`,
    `${server}/platform/http/lookUp.ts createLookUp`,
    ...['withoutSwitchedOff', 'isWordedByOwner'].map(
      (name) => `${server}/conversation/everyday/everyday.ts ${name}`,
    ),
    `${server}/conversation/moves/chooseMove.ts chooseMove`,
    `${server}/conversation/moves/tellConversation.ts lastAnswer`,
    `${server}/conversation/moves/decline.ts decline`,
    `${server}/conversation/moves/offerPerson.ts declinePerson`,
    `${server}/conversation/moves/move.ts hasOffered`,
    `${server}/conversation/moves/handOver.ts handOverReason`,
    `${server}/conversation/moves/handOverWords.ts handOverWords`,
    `${server}/platform/http/places.ts createPlaces`,
    `${server}/conversation/limitTurns.ts limitTurns`,
    `${server}/conversation/messageStore.ts nextMessageId`,
    `${server}/conversation/actions/eventSql.ts insertEvent`,
    `${server}/conversation/actions/eventSql.ts insertEventOfMessage`,
    `${server}/conversation/actions/eventSql.ts insertEvents`,
    `${server}/conversation/moves/readReply.ts wordsOfWaiting`,
    `${widget}/api.ts createVisitorApi`,
    `${widget}/failure.ts failureOf`,
    `${widget}/failure.ts wordsOf`,
    `${widget}/texts/texts.ts speak`,
    `${widget}/texts/texts.ts inWords`,
    `${server}/platform/errors.ts notFound`,
    `${server}/platform/http/eventStream.ts eventStream`,
    `${server}/platform/http/problems.ts problemOf`,
    `${server}/platform/http/metrics.ts observeRequest`,
    `${server}/platform/http/paging.ts pageOfRows`,
    `${server}/platform/live/readEvents.ts formatPosition`,
    `${server}/platform/database/sqlValues.ts records`,
    `${server}/platform/newId.ts newId`,
    `${server}/platform/newId.ts lowestIdAt`,
    `${server}/platform/secret.ts deriveKey`,
    `${server}/conversation/identity/identifyVisitor.ts notProven`,
    `${server}/conversation/identity/signature.ts identitySecret`,
    `${server}/conversation/model/modelErrors.ts finishReasonOf`,
    `${server}/conversation/model/modelErrors.ts asModelError`,
    `${sentiment}/languages/language.ts wordSet`,
    `${sentiment}/languages/language.ts valued`,
    `${sentiment}/languages/stemmed.ts stemmedValences`,
    'packages/contract/src/common.ts pageOf',
    'packages/contract/src/endpoint.ts endpoint',
    'packages/contract/src/everyday.ts placeholdersOf',
    'packages/contract/src/client.ts createClient',
  ],
  'passes text on unread, or reads parts that another of these made of it': [
    `${widget}/claim.ts readClaim`,
    `${widget}/storedMessage.ts readStoredMessage`,
    `${server}/conversation/readQuestion.ts readQuestion`,
    `${server}/conversation/reply.ts replyOf`,
    `${server}/conversation/everyday/everyday.ts isWordedByOwner`,
    `${server}/conversation/model/writeByModel.ts tellKnown`,
    `${server}/conversation/model/prompt.ts tellPassages`,
    `${widget}/pageContext.ts pageContext`,
    `${widget}/pageContext.ts localesOf`,
    `${server}/conversation/visitorRoutes.ts toMessage`,
    `${server}/conversation/eventStore.ts payloadOf`,
    `${server}/conversation/eventStore.ts receivedEvent`,
    `${server}/conversation/identity/signature.ts isSignedBy`,
    `${server}/knowledge/subject.ts insideOf`,
    `${memory}/history.ts hasTerm`,
    `${memory}/repeatsVisitor.ts repeatsVisitor`,
    `${memory}/turnMemory.ts rememberForTurn`,
    `${memory}/turnMemory.ts toRecollections`,
    `${sentiment}/scoreMessage.ts scoreMessage`,
    `${sentiment}/features.ts featuresOf`,
    `${sentiment}/readMessage.ts weighMessage`,
    `${sentiment}/languages/english.ts valenceIn`,
    `${sentiment}/readMessage.ts wordsOf`,
    `${sentiment}/languages/recognise.ts recogniseLanguage`,
    `${sentiment}/weigh.ts weigh`,
  ],
  'counts with numbers': [
    `${automation}/timeZone.ts momentAt`,
    `${server}/knowledge/rank.ts rarity`,
    `${server}/knowledge/rank.ts saturation`,
    `${server}/knowledge/rank.ts confidenceOf`,
    `${server}/knowledge/retrieve.ts blendedRarity`,
    `${server}/knowledge/quantities.ts isWithin`,
    `${server}/understanding/packVector.ts packVector`,
    `${sentiment}/predict.ts predict`,
    ...['modelFormat.ts encodeModel', 'featureSpace.ts buildFeatureSpace'].map(inIntent),
    inIntent('modelFormat.ts nameIntents'),
    ...['featureSpace.ts spaceOf', 'featureSpace.ts toWording'].map(inIntent),
    ...['softmax.ts trainSoftmax', 'softmax.ts scoresOf'].map(inIntent),
    ...['intentModel.ts classifyIntent', 'intentModel.ts toInput'].map(inIntent),
    ...['intentModel.ts weighClasses', 'calibration.ts confidenceOf'].map(inIntent),
    inIntent('calibration.ts calibrate'),
  ],
};

function inIntent(name: string): string {
  return `${intent}/${name}`;
}
