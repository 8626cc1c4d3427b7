import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeError } from './describeError.ts';
import { AppError } from './errors.ts';

const canary = 'canary-of-a-stranger';

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('It threw nothing');
}

const database = Object.assign(new Error(`invalid input syntax for type json: "${canary}"`), {
  code: '22P02',
  severity: 'ERROR',
  detail: `Key (email)=(${canary}) already exists.`,
  where: canary,
  hint: canary,
  table: 'messages',
  constraint: 'messages_pkey',
});

describe('what is logged of an error', () => {
  it.each<[string, unknown]>([
    ['a parser that quotes', thrownBy(() => JSON.parse(`{"a": ${canary}`))],
    ['a schema that names keys', thrownBy(() => z.strictObject({}).parse({ [canary]: canary }))],
    ['a statement with its parameters', new DrizzleQueryError('select $1', [canary], database)],
    ['a row that PostgreSQL quotes', database],
    [
      'a provider that repeats the request',
      Object.assign(new Error(`400 ${canary}`), {
        status: 400,
        code: canary,
        type: canary,
        error: { message: canary },
        headers: { a: canary },
      }),
    ],
    ['an address with a key', new TypeError(`Invalid URL: https://x.example/?key=${canary}`)],
    ['a message of several lines', new Error(`a\n${canary}\n    at ${canary} (file.ts:1:1)`)],
    ['a name', Object.assign(new Error('a'), { name: `${canary} !`, syscall: `${canary} !` })],
    ['an error of ours that repeats it', new AppError('invalid-request', `Not ${canary}.`)],
    ['several attempts', new AggregateError([new Error(canary)], canary)],
    ['no error at all', canary],
    [
      'a cause of a cause',
      new AppError('mail-failed', 'a', { cause: new Error(canary, { cause: new Error(canary) }) }),
    ],
  ])('has no text of %s', (_, error) => {
    expect(JSON.stringify(describeError(error))).not.toContain('canary');
  });

  it('says who it is and where it was thrown', () => {
    const lost = Object.assign(new Error('connect ECONNREFUSED'), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
    });
    const failed = new AppError('mail-failed', 'It was not sent.', { cause: lost });
    expect(describeError(failed)).toMatchObject({
      type: 'AppError',
      code: 'mail-failed',
      stack: expect.stringContaining('describeError.test.ts:'),
      cause: { type: 'Error', code: 'ECONNREFUSED', syscall: 'connect' },
    });
    expect(describeError(new DrizzleQueryError('select $1', [1], database))).toMatchObject({
      type: 'QueryError',
      cause: { code: '22P02', table: 'messages', constraint: 'messages_pkey' },
    });
  });

  it('ends, also for an error that is its own cause', () => {
    const error = new Error('a');
    error.cause = error;
    expect(() => JSON.stringify(describeError(error))).not.toThrow();
  });
});
