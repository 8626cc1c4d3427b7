import { defineRun } from '../../action.ts';
import { associatedWith } from '../associatedWith.ts';
import { definition } from './definition.ts';

const dealToContact = 3;

export const run = defineRun(definition, async ({ config, client }) => {
  const { name, pipeline, stage, amount, contactId, owner } = config;
  const { body } = await client.request({
    method: 'POST',
    path: '/crm/objects/2026-03/deals',
    json: {
      properties: {
        dealname: name.trim(),
        pipeline,
        dealstage: stage,
        ...(amount.trim() ? { amount: amount.trim() } : {}),
        ...(owner ? { hubspot_owner_id: owner } : {}),
      },
      ...(contactId.trim() ? { associations: [associatedWith(contactId, dealToContact)] } : {}),
    },
  });
  const dealId = String((body as { id: string }).id);
  const url = `https://app.hubspot.com/contacts/${client.account.id}/record/0-3/${dealId}`;
  return { output: { dealId, url } };
});
