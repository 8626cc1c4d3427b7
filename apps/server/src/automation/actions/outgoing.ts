import { type Answer, RequestError, safeRequest } from '../../platform/http/safeRequest.ts';
import { ActionError, type Services } from './action.ts';

/**
 * A request of an action: its answer, if its status is one of those expected.
 * @param expected statuses, such as `201` or `2xx`
 * @throws ActionError
 */
export async function requestFor({
  services,
  expected,
  ...request
}: {
  services: Pick<Services, 'config'>;
  expected: string[];
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
  signal: AbortSignal;
}): Promise<Answer> {
  const { allowPrivate } = services.config;
  const answer = await safeRequest({ ...request, allowPrivate }).catch((error: unknown) => {
    if (!(error instanceof RequestError)) throw error;
    const { isPermanent, wasSent: mayHaveHappened } = error;
    throw new ActionError(error.message, { isPermanent, mayHaveHappened, cause: error });
  });
  const status = String(answer.status);
  if (expected.some((one) => one === status || one === `${status[0]}xx`)) return answer;
  throw new ActionError(`The answer was ${status}: ${answer.body.slice(0, 300)}`, {
    isPermanent: answer.status < 500 && ![408, 425, 429].includes(answer.status),
    retryAfterMs: retryAfterOf(answer),
  });
}

/** Seconds or a date, in milliseconds from now. */
function retryAfterOf({ headers }: Answer): number | undefined {
  const text = headers['retry-after'];
  if (!text) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return ms > 0 ? ms : undefined;
}
