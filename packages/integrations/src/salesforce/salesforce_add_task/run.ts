import { cutText } from '@echoai/contract/text';
import { defineRun } from '../../action.ts';
import { objectPath, recordIdOf, recordUrl, written } from '../api.ts';
import { definition } from './definition.ts';

const dayMs = 86_400_000;
/** Characters that Salesforce takes; a visitor's long text is better cut than the task lost. */
const most = { subject: 255, description: 32_000 };

export const run = defineRun(definition, async ({ config, client }) => {
  const { subject, description, dueInDays, recordId, owner } = config;
  const { body } = await client.request({
    method: 'POST',
    path: objectPath('Task'),
    json: {
      Subject: cutText(subject.trim(), most.subject),
      ActivityDate: new Date(Date.now() + dueInDays * dayMs).toISOString().slice(0, 10),
      ...(description.trim() && { Description: cutText(description.trim(), most.description) }),
      ...(recordId.trim() && relationOf(recordIdOf(recordId))),
      ...(owner && { OwnerId: owner }),
    },
  });
  const taskId = written(body).id;
  return { output: { taskId, url: recordUrl(client, taskId) } };
});

/** An id begins with its object's prefix: people are related in another field than things. */
function relationOf(id: string) {
  return /^(003|00Q)/.test(id) ? { WhoId: id } : { WhatId: id };
}
