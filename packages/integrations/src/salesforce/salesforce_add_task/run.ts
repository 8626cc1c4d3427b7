import { shorten } from '@echoai/automation/splitText';
import { defineRun } from '../../action.ts';
import { ProviderError } from '../../client.ts';
import { objectPath, recordIdOf, recordUrl, written } from '../api.ts';
import { definition } from './definition.ts';

const dayMs = 86_400_000;
/**
 * Characters that Salesforce takes. A subject that is longer is whole in the comment: a visitor's long
 * text must not cost the task.
 */
const most = { subject: 255, description: 32_000 };

export const run = defineRun(definition, async ({ config, client }) => {
  const { subject, description, dueInDays, recordId, owner } = config;
  const title = subject.trim();
  const about = title.length > most.subject ? `${title}\n\n${description}` : description;
  const comment = about.trim();
  if (comment.length > most.description)
    throw new ProviderError(
      `The comment has ${comment.length} characters, and Salesforce takes ${most.description}.`,
      { kind: 'refused' },
    );
  const { body } = await client.request({
    method: 'POST',
    path: objectPath('Task'),
    json: {
      Subject: shorten(title, most.subject),
      ActivityDate: new Date(Date.now() + dueInDays * dayMs).toISOString().slice(0, 10),
      ...(comment && { Description: comment }),
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
