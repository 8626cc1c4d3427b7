import { cutText } from '@echoai/contract/text';
import { type Answer, RequestError } from '../../platform/http/requestPinned.ts';
import { retryAfterOf } from '../../platform/http/retryAfter.ts';
import { type SafeRequest, safeRequest } from '../../platform/http/safeRequest.ts';
import { ActionError, type Services } from './action.ts';

/**
 * A request to an address of the owner's.
 * @param accepts whether a status is no error
 * @returns what `read` makes of the answer
 * @throws ActionError when it is refused, unanswered, or answered with another status
 */
export async function askOutside<Result>({
  services,
  accepts,
  read,
  ...request
}: Omit<SafeRequest, 'allowPrivate'> & {
  services: Pick<Services, 'config'>;
  accepts(status: number): boolean;
  read(answer: Answer): Promise<Result>;
}): Promise<Result> {
  try {
    const { allowPrivate } = services.config;
    const answer = await safeRequest({ ...request, allowPrivate });
    if (!accepts(answer.status)) throw await refusal(answer);
    return await read(answer);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const { message, isPermanent, mayHaveHappened } = error;
    throw new ActionError(message, { isPermanent, mayHaveHappened, cause: error });
  }
}

/** Statuses below 500 that say “later”, not “no”. */
const passing = [408, 425, 429];

async function refusal(answer: Answer): Promise<ActionError> {
  const { status, headers, hasActed } = answer;
  const body = (await answer.text().catch(() => '')).replace(/\s+/g, ' ').trim();
  const moved =
    headers.location && status < 400 ? `, with the new address ${headers.location}` : '';
  const said = body ? `: ${cutText(body, 200)}` : '';
  return new ActionError(`The answer was ${status}${moved}${said}`, {
    isPermanent: status < 500 && !passing.includes(status),
    ...retryAfterOf(headers),
    // The gateway sent it on and lost the answer.
    mayHaveHappened: hasActed || status === 504,
  });
}
