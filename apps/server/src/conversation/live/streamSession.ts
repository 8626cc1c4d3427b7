import type { Database, Transaction } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors.ts';
import { eventStream } from '../../platform/http/eventStream.ts';
import type { Visitor } from '../../platform/http/principals.ts';
import type { Live } from '../../platform/live/live.ts';
import {
  type EventPosition,
  formatPosition,
  resumeEvents,
} from '../../platform/live/readEvents.ts';
import type { Log } from '../../platform/log.ts';
import { requireKnown } from '../identity/routes.ts';
import { findSession } from '../sessionStore.ts';
import { readSessionNews, readSessionState } from './readSession.ts';
import type { SessionWatch } from './watchSessions.ts';

/** Milliseconds between two comments, by which proxies see that the stream is alive. */
const heartbeatMs = 15_000;

export interface StreamInput {
  database: Database;
  live: Live;
  sessions: SessionWatch;
  log: Log;
  visitor: Visitor;
  sessionId: string;
  lastEventId: string | undefined;
  except: string | undefined;
  /** Milliseconds until it ends by itself, so that none is held for ever. */
  lifeMs: number;
  /** Called once when the stream has ended, whoever ended it. */
  onEnd: () => void;
}

/**
 * What comes into a visitor's conversation, until they leave, the token is good no longer, its time
 * is over, or the process stops. Nothing is lost between two streams when the later one has the last id of the one
 * before.
 * @throws {AppError} `visitor-token-required`, `not-found`, `shutting-down`
 */
export async function streamSession(input: StreamInput): Promise<ReadableStream<Uint8Array>> {
  const { live, sessions, sessionId, log } = input;
  if (live.stopping.aborted) throw new AppError('shutting-down', 'The server is stopping.');
  const left = new AbortController();
  const ended = AbortSignal.any([live.stopping, left.signal]);
  let bell = Promise.withResolvers<void>();
  const wake = () => bell.resolve();
  // Watched before the first look, so that nothing falls between the two.
  const unwatch = await sessions.watch(sessionId, wake);
  try {
    const begun = await inOwnSession(input, async (tx) => ({
      position: await resumeEvents(tx, input.lastEventId),
      state: await readSessionState(tx, sessionId),
    }));
    ended.addEventListener('abort', wake);
    return eventStream(
      async (send) => {
        const heartbeat = setInterval(() => send({ comment: 'still here' }), heartbeatMs);
        heartbeat.unref();
        const lifetime = setTimeout(() => left.abort(), input.lifeMs);
        lifetime.unref();
        send({ event: 'state', data: begun.state, id: formatPosition(begun.position) });
        let after: EventPosition = begun.position;
        wake(); // for what happened since `Last-Event-ID`
        try {
          for (;;) {
            await bell.promise;
            if (ended.aborted) break;
            bell = Promise.withResolvers();
            const { news, position, isMore } = await inOwnSession(input, (tx) =>
              readSessionNews(tx, {
                organisationId: input.visitor.organisationId,
                sessionId,
                after,
                except: input.except,
              }),
            );
            for (const { position: at, ...told } of news) {
              send({ ...told, id: formatPosition(at) });
            }
            after = position;
            if (isMore) wake();
          }
        } catch (err) {
          // An AppError is the visitor's: the token ended, or the conversation is gone.
          if (!(err instanceof AppError)) log.warn({ err, sessionId }, 'a stream broke');
        } finally {
          clearInterval(heartbeat);
          clearTimeout(lifetime);
          unwatch();
          input.onEnd();
        }
      },
      () => left.abort(),
    );
  } catch (error) {
    unwatch();
    throw error;
  }
}

/** Each time anew, since a visitor may sign out, or take the conversation elsewhere, meanwhile. */
function inOwnSession<Result>(
  { database, visitor, sessionId }: StreamInput,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return database.withOrganisation(visitor.organisationId, async (tx) => {
    const { id: externalUserId } = await requireKnown(tx, visitor);
    await findSession(tx, { sessionId, externalUserId, chatbotId: visitor.chatbotId });
    return work(tx);
  });
}
