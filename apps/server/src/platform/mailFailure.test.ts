import { describe, expect, it } from 'vitest';
import { AppError } from './errors.ts';
import { readMailFailure } from './mailFailure.ts';

const failure = (cause: object) =>
  readMailFailure(new AppError('mail-failed', 'It failed.', { cause }));

describe('a message that could not be sent', () => {
  it.each([
    { code: 'EDNS' },
    { code: 'EAUTH', responseCode: 535, response: '535 wrong password' },
    { code: 'ESOCKET', originalCode: 'ECONNREFUSED' },
    { code: 'ETIMEDOUT', timeoutType: 'CONNECT_TIMEOUT' },
    { code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT' },
    { code: 'EENVELOPE', responseCode: 451, response: '451 later' },
    { code: 'EMESSAGE', responseCode: 554, response: '554 spam' },
  ])('was certainly not taken: %j', (cause) => {
    expect(failure(cause).mayBeSent).toBe(false);
  });

  it.each([
    { code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT' },
    { code: 'ECONNECTION' },
    { code: 'ESOCKET', originalCode: 'ECONNRESET' },
    {},
  ])('may have been taken: %j', (cause) => {
    expect(failure(cause).mayBeSent).toBe(true);
  });

  it('is worth another attempt unless the server said never', () => {
    expect(failure({ responseCode: 451, response: '451 later' })).toMatchObject({
      isPermanent: false,
      reason: '451 later',
    });
    expect(failure({ responseCode: 550, response: '550 no' }).isPermanent).toBe(true);
    expect(failure({ code: 'EAUTH' }).isPermanent).toBe(true);
    expect(failure({ code: 'EDNS' }).isPermanent).toBe(false);
  });
});
