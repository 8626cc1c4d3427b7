import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@echoai/contract';
import { openModels } from '../apps/server/src/platform/models/models.ts';
import {
  eventually,
  startTestServer,
  type TestServer,
} from '../apps/server/src/testing/testServer.ts';

/** A paragraph of SQuAD 2.0, and a question about one. */
export interface SquadPassage {
  id: string;
  title: string;
  text: string;
}
export interface SquadQuestion {
  question: string;
  passage: string;
  answers: string[];
  answerable: boolean;
}
/** Every so manieth question of SQuAD is put to the demo shop, and never learned from. */
export const foreignEvery = 14;

export interface StackFaq {
  id: number;
  question: string;
  answers: string[];
  rephrasings: string[];
}

/**
 * Reads a JSON Lines file of the evaluation data; ends the process with advice when it is not there.
 * @param name below `ECHOAI_EVAL_DATA`
 */
export async function readData<Row>(name: string): Promise<Row[]> {
  const folder = process.env.ECHOAI_EVAL_DATA;
  if (!folder) {
    console.error('Set ECHOAI_EVAL_DATA to the folder that holds the evaluation data.');
    process.exit(1);
  }
  try {
    return parseLines(await readFile(join(folder, name), 'utf8'));
  } catch (error) {
    console.error(`${join(folder, name)} cannot be read: ${(error as Error).message}`);
    process.exit(1);
  }
}

export function parseLines<Row>(text: string): Row[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row);
}

export interface EvaluationWorkspace {
  server: TestServer;
  client: Client;
  /** Makes a chatbot whose knowledge is `documents`; waits until all of it is ready. */
  createChatbot(
    documents: { title: string; text: string }[],
  ): Promise<{ chatbotId: string; key: string; sourceIds: string[] }>;
}

/** The product itself on an empty embedded database, with its offline models. */
export async function openWorkspace(): Promise<EvaluationWorkspace> {
  const models = openModels({
    chat: null,
    embedding: { model: 'offline', apiKey: '', baseUrl: null },
  });
  const server = await startTestServer({ models });
  const { client } = await server.createOrganisation();
  return {
    server,
    client,
    async createChatbot(documents) {
      const { id: chatbotId, publishableKey: key } = await client.chatbots.create({
        body: { name: 'Evaluation' },
      });
      const sourceIds: string[] = [];
      for (const { title, text } of documents) {
        const { id } = await client.sources.create({
          params: { chatbotId },
          body: { type: 'text', title, text },
        });
        sourceIds.push(id);
      }
      for (const [index, sourceId] of sourceIds.entries()) {
        await eventually(async () => {
          const { state } = await client.sources.get({ params: { chatbotId, sourceId } });
          if (state === 'failed') throw new Error(`${sourceId} failed`);
          return state === 'ready';
        }, 1_800_000);
        if (index % 100 === 0)
          console.error(`  ${index} of ${sourceIds.length} documents are ready`);
      }
      return { chatbotId, key, sourceIds };
    },
  };
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
