import { RateLimiterMemory } from 'rate-limiter-flexible';
import { AppError } from '../errors.ts';
import { isLoopback } from './clientAddress.ts';

/**
 * Limits what one address may do in a minute, in this process. Requests from this very machine are
 * not counted: a program here is the owner's own.
 */
export function createRateLimit(name: string, perMinute: number) {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points: perMinute, duration: 60 });
  return async (address: string): Promise<void> => {
    if (isLoopback(address)) return;
    try {
      await limiter.consume(address);
    } catch (refused) {
      const seconds = Math.ceil((refused as { msBeforeNext: number }).msBeforeNext / 1000);
      throw new AppError('rate-limited', `Too many requests. Try again in ${seconds} seconds.`, {
        retryAfter: seconds,
      });
    }
  };
}
