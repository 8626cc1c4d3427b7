import { z } from 'zod';
import { handlers, message } from './chat.ts';
import { endpoint } from './endpoint.ts';

/** Who answers now, and the choices of an automation's open question, or of the bot's reply. */
export const sessionState = z.object({
  handledBy: z.enum(handlers),
  /** Texts that the visitor may send by a click; those of the bot count until something is written. */
  choices: z.array(z.string()),
});
export type SessionState = z.infer<typeof sessionState>;

/**
 * Server-sent events of `GET /sessions/{id}/events`. `state` comes first, and whenever it may have
 * changed. A message may come twice: it is known by its id.
 */
export const sessionEvents = { state: sessionState, message };
export type SessionEvent = {
  [Name in keyof typeof sessionEvents]: {
    event: Name;
    data: z.infer<(typeof sessionEvents)[Name]>;
    /** Where to go on after a break: to be sent as `Last-Event-ID`. */
    id: string;
  };
}[keyof typeof sessionEvents];

export const liveEndpoints = {
  events: endpoint({
    method: 'get',
    path: '/sessions/{sessionId}/events',
    summary:
      'What comes into the visitor’s conversation, as server-sent events `state` and `message`; resumable by `Last-Event-ID`',
    access: 'visitor',
    params: z.object({ sessionId: z.string().max(64) }),
    query: z.object({
      /** Leaves out messages whose `clientMessageId` begins so, and their answers: a tab’s own. */
      except: z.string().min(1).max(100).optional(),
    }),
    response: z.union([sessionState, message]),
  }),
};
