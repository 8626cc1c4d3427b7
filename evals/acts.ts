/**
 * How often the right act is recognised: of CLINC150's small talk, whose rows for validation nothing
 * has learned from, and how many questions about the demo shop are taken for one.
 *
 *   ECHOAI_EVAL_DATA=… npm run eval:acts
 */
import { readFile } from 'node:fs/promises';
import { openModels } from '../apps/server/src/platform/models/models.ts';
import { recogniseAct } from '../apps/server/src/understanding/acts/recogniseAct.ts';
import { clincActs, readSmallTalk } from './actData.ts';
import { parseLines } from './workspace.ts';

const models = openModels({
  chat: null,
  embedding: { model: 'offline', apiKey: '', baseUrl: null },
});
const actOf = async (text: string) =>
  recogniseAct({ text, embedding: await models.embedQuestion('offline', text) }).act;

const smallTalk = await readSmallTalk('clinc150-val');
let right = 0;
for (const { text, intent } of smallTalk) {
  const act = await actOf(text);
  if (act !== null && clincActs[intent]!.includes(act)) right++;
  else console.log(`${intent}: “${text}” taken for ${act ?? 'a question'}`);
}
const file = new URL('shopQuestions.jsonl', import.meta.url);
const questions = parseLines<{ question: string }>(await readFile(file, 'utf8'));
let taken = 0;
for (const { question } of questions) {
  const act = await actOf(question);
  if (act === null) continue;
  taken++;
  console.log(`“${question}” taken for ${act}`);
}
const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
console.log(
  `Small talk with the right act: ${right} of ${smallTalk.length} (${percent(right, smallTalk.length)})`,
);
console.log(
  `Questions about the shop taken for an act: ${taken} of ${questions.length} (${percent(taken, questions.length)})`,
);
await models.close();
