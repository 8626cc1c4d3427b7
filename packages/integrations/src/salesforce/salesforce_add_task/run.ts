import { fitTitle } from '@echoai/automation/splitText';
import { defineRun } from '../../action.ts';
import { objectPath, recordIdOf, recordUrl, refused, written } from '../api.ts';
import { definition } from './definition.ts';

const dayMs = 86_400_000;
/**
 * Characters that Salesforce takes. A subject that is longer is whole in the comment: a visitor's long
 * text must not cost the task.
 */
const most = { subject: 255, description: 32_000 };

export const run = defineRun(definition, async ({ config, client }) => {
  const { subject, description, dueInDays, recordId, owner } = config;
  const task = fitTitle({ title: subject.trim(), text: description }, most.subject);
  const comment = task.text.trim();
  if (comment.length > most.description)
    throw refused(
      `The comment has ${comment.length} characters, and Salesforce takes ${most.description}.`,
    );
  const { body } = await client.request({
    method: 'POST',
    path: objectPath('Task'),
    json: {
      Subject: task.title,
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
