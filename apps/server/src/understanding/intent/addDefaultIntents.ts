import type { Intent } from '@echoai/contract';
import type { Transaction } from '../../platform/database/database.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import { defaultIntents } from './defaultIntents.ts';
import { addIntents } from './intentStore.ts';
import { requestTraining } from './trainIntentsJob.ts';

/** Gives a chatbot the usual intents, except those whose name is taken. @returns the ones added */
export async function addDefaultIntents(
  tx: Transaction,
  { jobs, organisationId, chatbotId }: { jobs: Jobs; organisationId: string; chatbotId: string },
): Promise<Intent[]> {
  const added = await addIntents(tx, { organisationId, chatbotId, wanted: defaultIntents });
  if (added.length > 0) await requestTraining(tx, { jobs, organisationId, chatbotId });
  return added;
}
