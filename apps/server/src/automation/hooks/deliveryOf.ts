import { createHash } from 'node:crypto';

/**
 * Headers by which senders name a delivery, the same whenever it is sent again: Standard Webhooks,
 * Svix, the IETF's draft, GitHub and what is like it, Shopify, Linear, Twilio, Chatwoot, Zendesk,
 * Contentful.
 */
const headerNames = [
  'webhook-id',
  'svix-id',
  'idempotency-key',
  'x-github-delivery',
  'x-shopify-webhook-id',
  'linear-delivery',
  'i-twilio-idempotency-token',
  'x-chatwoot-delivery',
  'x-zendesk-webhook-invocation-id',
  'x-contentful-idempotency-key',
  'x-gitea-delivery',
  'x-forgejo-delivery',
];

/**
 * What names a delivery, so that it starts one execution however often it is sent; null for a
 * sender that names none.
 */
export function deliveryOf(headers: Headers, body: unknown): string | null {
  for (const name of headerNames) {
    const id = headers.get(name)?.trim();
    if (id) return named(name, id);
  }
  // Shopify's events may come on several topics, and each of them is a delivery.
  const event = headers.get('x-shopify-event-id')?.trim();
  if (event) return named('x-shopify-event-id', `${event} ${headers.get('x-shopify-topic') ?? ''}`);
  // CloudEvents: an id is its source's.
  const cloudEvent = headers.get('ce-id')?.trim();
  if (cloudEvent) return named('ce-id', `${cloudEvent} ${headers.get('ce-source') ?? ''}`);
  // WooCommerce makes its id of the webhook and the second, so that two orders may have the same.
  const woo = headers.get('x-wc-webhook-delivery-id')?.trim();
  if (woo) return named('x-wc-webhook-delivery-id', `${woo} ${hash(JSON.stringify(body))}`);
  return idWithin(body, headers);
}

/** Stripe, Slack, Typeform and Mailgun name their events in the body. */
function idWithin(body: unknown, headers: Headers): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const {
    id,
    object,
    event_id: eventId,
    type,
    event_type: eventType,
    'event-data': mail,
    signature,
  } = body as Record<string, unknown>;
  const isStripe = headers.has('stripe-signature') || object === 'event';
  if (isStripe && typeof id === 'string' && id.startsWith('evt_')) return named('stripe', id);
  if (type === 'event_callback' && typeof eventId === 'string') return named('slack', eventId);
  if (String(eventType).startsWith('form_response') && typeof eventId === 'string')
    return named('typeform', eventId);
  const { id: mailId } = (mail ?? {}) as { id?: unknown };
  if (signature && typeof mailId === 'string') return named('mailgun', mailId);
  return null;
}

/** An id of `webhook-id` stands alone, as it was stored before other headers counted. */
function named(name: string, id: string): string {
  const short = id.length <= 200 ? id : hash(id);
  return name === 'webhook-id' ? short : `${name} ${short}`;
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
