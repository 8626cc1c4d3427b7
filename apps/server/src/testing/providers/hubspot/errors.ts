import { randomUUID } from 'node:crypto';
import type { Answer } from '../standIn.ts';

/** HubSpot's shape of an error. */
export function hubSpotError(
  status: number,
  category: string,
  message: string,
  more: object = {},
): Answer {
  return {
    status,
    body: { status: 'error', message, correlationId: randomUUID(), category, ...more },
  };
}
