import { describe } from 'vitest';
import { type HubSpotStandIn, startHubSpot } from '../testing/providers/hubspot.ts';
import { describeProvider } from './testing/contract.ts';

describe('HubSpot', () => {
  describeProvider({
    id: 'hubspot',
    start: () => startHubSpot(),
    write: (mark) => ({
      kind: 'hubspot_upsert_contact',
      email: `${mark}@shop.example`,
      properties: [{ name: 'firstname', value: 'Ada' }],
    }),
    count: (standIn, mark) =>
      [...(standIn as HubSpotStandIn).data.contacts.values()].filter(
        ({ properties }) => properties.email === `${mark}@shop.example`,
      ).length,
    writes: /^POST \/crm\/objects\/2026-03\/contacts\/batch\/upsert$/,
    repeats: true,
    rotates: true,
  });
});
