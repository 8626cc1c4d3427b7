import { gzipSync } from 'node:zlib';

/** A webhook as a sender's documentation describes it, shortened; names and ids are made up. */
interface SentHook {
  sender: string;
  headers: Record<string, string>;
  body: string | Uint8Array;
  /** What an automation sees of it. */
  sees: unknown;
  /** The same sender's next delivery, which is another one. */
  next: { headers?: Record<string, string>; body?: string };
}

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

const github = { action: 'opened', issue: { number: 7 }, installation: { id: 957387 } };
const wooOrder = { id: 727, number: '727', total: '29.35', currency: 'EUR' };
const snsText = { Type: 'Notification', MessageId: '22b80b92', Message: '{"order":7}' };
const typeform = (id: string) => ({
  event_id: id,
  event_type: 'form_response',
  form_response: {
    form_id: 'lT4Z3j',
    answers: [{ type: 'email', email: 'rosa@example.com', field: { ref: 'your mail' } }],
  },
});
const mailgun = (id: string) => ({
  signature: { timestamp: '1529006854', token: 'a8ce0edb', signature: 'd2271d12' },
  'event-data': { event: 'opened', id, recipient: 'rosa@example.com' },
});
/** An id above 2^53, as those of Shopify will be. */
const shopify = '{"id":9820982911946154508,"total_price":"398.00","note":null}';
const inbound = (subject: string) =>
  [
    '--xYzZY',
    'Content-Disposition: form-data; name="to"',
    '',
    'shop@example.com',
    '--xYzZY',
    'Content-Disposition: form-data; name="subject"',
    '',
    subject,
    '--xYzZY',
    'Content-Disposition: form-data; name="attachment1"; filename="order.csv"',
    'Content-Type: text/csv',
    '',
    'sku;count',
    '--xYzZY--',
    '',
  ].join('\r\n');

export const sentHooks: SentHook[] = [
  {
    sender: 'GitHub, as a form',
    headers: { ...form, 'x-github-event': 'issues', 'x-github-delivery': '72d3162e-cc78' },
    body: `payload=${encodeURIComponent(JSON.stringify(github))}`,
    sees: { payload: github },
    next: { headers: { 'x-github-delivery': '72d3162e-cc79' } },
  },
  {
    sender: 'Stripe',
    headers: { ...json, 'stripe-signature': 't=1492774577,v1=5257a869' },
    body: '{"id":"evt_1NG8Du2eZ","object":"event","type":"charge.succeeded"}',
    sees: { id: 'evt_1NG8Du2eZ', object: 'event', type: 'charge.succeeded' },
    next: { body: '{"id":"evt_1NG8Du2f0","object":"event","type":"charge.succeeded"}' },
  },
  {
    sender: 'Shopify',
    headers: { ...json, 'x-shopify-topic': 'orders/create', 'x-shopify-webhook-id': 'b54557e4' },
    body: shopify,
    sees: { id: '9820982911946154508', total_price: '398.00', note: null },
    next: { headers: { 'x-shopify-webhook-id': 'b54557e5' } },
  },
  {
    sender: 'WooCommerce, with two orders in one second',
    headers: { ...json, 'x-wc-webhook-topic': 'order.created', 'x-wc-webhook-delivery-id': 'f0e2' },
    body: JSON.stringify(wooOrder),
    sees: wooOrder,
    next: { body: JSON.stringify({ ...wooOrder, id: 728, number: '728' }) },
  },
  {
    sender: 'Typeform',
    headers: { ...json, 'typeform-signature': 'sha256=LtSbTcw=' },
    body: JSON.stringify(typeform('01D2V9JKZQ0')),
    sees: typeform('01D2V9JKZQ0'),
    next: { body: JSON.stringify(typeform('01D2V9JKZQ1')) },
  },
  {
    sender: 'Mailgun',
    headers: json,
    body: JSON.stringify(mailgun('W3X4JOhFT-OZidZGKKr9iA')),
    sees: mailgun('W3X4JOhFT-OZidZGKKr9iA'),
    next: { body: JSON.stringify(mailgun('W3X4JOhFT-OZidZGKKr9iB')) },
  },
  {
    sender: 'Twilio',
    headers: { ...form, 'i-twilio-idempotency-token': 'a-1' },
    body: 'From=%2B436641234567&Body=Gr%C3%BC%C3%9Fe+%26+Dank&NumMedia=0',
    sees: { From: '+436641234567', Body: 'Grüße & Dank', NumMedia: '0' },
    next: { headers: { 'i-twilio-idempotency-token': 'a-2' } },
  },
  {
    sender: 'Chatwoot',
    headers: { ...json, 'x-chatwoot-delivery': 'c0ffee' },
    body: '{"event":"message_created","id":1,"content":"Hi","account":{"id":3}}',
    sees: { event: 'message_created', id: 1, content: 'Hi', account: { id: 3 } },
    next: { headers: { 'x-chatwoot-delivery': 'c0ffef' } },
  },
  {
    sender: 'Svix, packed',
    headers: { ...json, 'svix-id': 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W', 'content-encoding': 'gzip' },
    body: gzipSync('{"type":"email.bounced","rate":0.1000000000000000055}'),
    sees: { type: 'email.bounced', rate: '0.1000000000000000055' },
    next: { headers: { 'svix-id': 'msg_2' } },
  },
  {
    sender: 'Amazon SNS',
    headers: { 'content-type': 'text/plain; charset=UTF-8', 'idempotency-key': 'sns-1' },
    body: JSON.stringify(snsText),
    sees: snsText,
    next: { headers: { 'idempotency-key': 'sns-2' } },
  },
  {
    sender: 'PayPal’s IPN',
    headers: { ...form, 'idempotency-key': 'ipn-1' },
    body: 'payment_status=Completed&first_name=J%F6rg&mc_gross=19.95&charset=windows-1252',
    sees: {
      payment_status: 'Completed',
      first_name: 'Jörg',
      mc_gross: '19.95',
      charset: 'windows-1252',
    },
    next: { headers: { 'idempotency-key': 'ipn-2' } },
  },
  {
    sender: 'SendGrid’s inbound mail',
    headers: {
      'content-type': 'multipart/form-data; boundary=xYzZY',
      'idempotency-key': 'mail-1',
    },
    body: inbound('Größe'),
    sees: {
      to: 'shop@example.com',
      subject: 'Größe',
      attachment1: { name: 'order.csv', type: 'text/csv', size: 9, text: 'sku;count' },
    },
    next: { headers: { 'idempotency-key': 'mail-2' } },
  },
];
