import { z } from 'zod';
import { pageOf, pageQuery, timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';

/** A delivery that somebody sent again. */
export const redelivery = z.object({
  at: timestamp,
  /** Of the answer; null without one. */
  status: z.int().nullable(),
  error: z.string().nullable(),
});

/** A webhook that an automation sent. */
export const delivery = z.object({
  /** The `webhook-id`. */
  id: z.string(),
  executionId: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  url: z.string(),
  body: z.unknown(),
  state: z.enum(['delivered', 'waiting', 'failed']),
  /** Of the receiver's answer; null without one that counts. */
  status: z.int().nullable(),
  /** Why it failed, or is tried again. */
  error: z.string().nullable(),
  attempts: z.int(),
  startedAt: timestamp,
  /** Sent again by hand, the latest first. */
  redeliveries: z.array(redelivery),
});
export type Delivery = z.infer<typeof delivery>;

export const deliveryEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/webhook-deliveries',
    summary: 'List webhooks that automations sent, the latest first',
    access: 'operator',
    query: pageQuery.extend({
      workflowId: z.string().max(64).optional(),
      state: z.enum(['delivered', 'waiting', 'failed']).optional(),
    }),
    response: pageOf(delivery),
  }),
  replay: endpoint({
    method: 'post',
    path: '/webhook-deliveries/{deliveryId}/replay',
    summary: 'Send a webhook again, with the same id, so that the receiver knows it',
    access: 'operator',
    params: z.object({ deliveryId: z.string().max(64) }),
    response: redelivery,
  }),
};
