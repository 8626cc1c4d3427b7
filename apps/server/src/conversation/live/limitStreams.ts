import { createHash } from 'node:crypto';
import { AppError } from '../../platform/errors.ts';

/** Streams that one visitor's token, and all of this process, may have open. */
const maxOfVisitor = 5;
const maxOfProcess = 2_000;
const retryAfter = 30;

/**
 * Counts open streams.
 * @returns takes one for a visitor's token and returns what gives it back
 */
export function limitStreams(): (token: string | null) => () => void {
  const open = new Map<string, number>();
  let ofProcess = 0;
  return (token) => {
    const visitor = createHash('sha256')
      .update(token ?? '')
      .digest('base64');
    const ofVisitor = open.get(visitor) ?? 0;
    if (ofVisitor >= maxOfVisitor || ofProcess >= maxOfProcess) {
      const detail =
        ofVisitor >= maxOfVisitor
          ? `A visitor may have ${maxOfVisitor} streams open.`
          : 'Too many streams are open.';
      throw new AppError('rate-limited', detail, { retryAfter });
    }
    open.set(visitor, ofVisitor + 1);
    ofProcess++;
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      ofProcess--;
      const rest = open.get(visitor)! - 1;
      if (rest === 0) open.delete(visitor);
      else open.set(visitor, rest);
    };
  };
}
