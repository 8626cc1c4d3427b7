import { definition } from '@echoai/automation/nodes/ai_prompt/definition';
import { cutText } from '@echoai/contract/text';
import { eq } from 'drizzle-orm';
import { asModelError } from '../../conversation/model/modelErrors.ts';
import type { RetrievedPassage } from '../../knowledge/retrieve.ts';
import { retrieveForQuestion, type SearchedChatbot } from '../../knowledge/retrieveForQuestion.ts';
import { chatbots, conversationSessions } from '../../platform/database/schema.ts';
import { writeFields } from '../prompting/writeFields.ts';
import { writeText } from '../prompting/writeText.ts';
import { ActionError, defineAction, type Services, type Step } from './action.ts';

export const action = defineAction(definition, {
  async outside({
    config: { prompt: task, output, schema, useKnowledge },
    step,
    services,
    signal,
  }) {
    const { models } = services;
    if (models.chatModel === null)
      throw permanent('There is no chat model: set OPENAI_API_KEY or OPENAI_BASE_URL.');
    const chatbot = await findChatbot(step, services);
    const passages = useKnowledge ? await findPassages(task, { chatbot, services }) : null;
    const name = chatbot?.model ?? null;
    try {
      if (output === 'structured') {
        const model = await models.openReader(name ?? models.chatModel);
        const data = await writeFields({ model, schema: schema!, task, passages, signal });
        return { outcome: 'next', output: { data } };
      }
      const model = await models.openChatModel(name);
      const text = await writeText({ model, task, passages, signal });
      return { outcome: 'next', output: { text } };
    } catch (error) {
      throw failureOf(error, signal);
    }
  },
});

/** As many as an answer in the chat is given. */
const passageLimit = 6;
/** Characters of the prompt that are searched for; what it is about stands at its beginning. */
const maxQuery = 2_000;

/** The conversation’s; null without one. */
async function findChatbot({ organisationId, sessionId }: Step, { database }: Services) {
  if (!sessionId) return null;
  const [row] = await database.withOrganisation(organisationId, (tx) =>
    tx
      .select({ chatbot: chatbots })
      .from(conversationSessions)
      .innerJoin(chatbots, eq(chatbots.id, conversationSessions.chatbotId))
      .where(eq(conversationSessions.id, sessionId)),
  );
  return row?.chatbot ?? null;
}

async function findPassages(
  task: string,
  {
    chatbot,
    services: { database, models, log },
  }: { chatbot: SearchedChatbot | null; services: Services },
): Promise<RetrievedPassage[]> {
  if (!chatbot)
    throw permanent('There is no conversation here, so it is not known whose knowledge to use.');
  const query = cutText(task, maxQuery);
  const limit = passageLimit;
  return (await retrieveForQuestion({ database, models, log, chatbot, query, limit })).passages;
}

function failureOf(error: unknown, signal: AbortSignal): ActionError {
  if (signal.aborted) return new ActionError('The model did not answer in time.', { cause: error });
  if (error instanceof ActionError) return error;
  const { code, message, retryAfter } = asModelError(error);
  return new ActionError(message, {
    isPermanent: code === 'model-misconfigured',
    ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter * 1_000 }),
    cause: error,
  });
}

const permanent = (message: string) => new ActionError(message, { isPermanent: true });
