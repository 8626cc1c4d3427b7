import { parseJson } from '@echoai/contract/json';
import { hmac, isRecent, isSame, type ProviderEvents } from '../events.ts';

interface Told {
  eventId?: number;
  subscriptionType?: string;
  portalId?: number;
  objectId?: number;
  propertyName?: string;
  propertyValue?: string;
  occurredAt?: number;
}

/** Webhooks, signed as version 3 (https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation). */
export const events: ProviderEvents = {
  async verify({ method, url, headers, body, now }, { clientSecret }) {
    const timestamp = headers['x-hubspot-request-timestamp'] ?? '';
    const given = headers['x-hubspot-signature-v3'] ?? '';
    if (!isRecent(Number(timestamp), now)) return false;
    const bytes = await hmac(clientSecret, `${method}${url}${body}${timestamp}`);
    return isSame(given, btoa(String.fromCharCode(...bytes)));
  },
  read({ body }) {
    const told = parseJson(body) as Told[];
    return {
      events: told.map((one) => ({
        type: 'trigger',
        kind: 'hubspot_event',
        // The id alone is not promised to be unique.
        id: `${one.eventId} ${one.subscriptionType} ${one.objectId} ${one.occurredAt}`,
        accountId: String(one.portalId),
        event: {
          type: one.subscriptionType ?? '',
          objectId: String(one.objectId ?? ''),
          property: one.propertyName ?? '',
          value: one.propertyValue ?? '',
          occurredAt: new Date(one.occurredAt ?? 0).toISOString(),
        },
      })),
    };
  },
};
