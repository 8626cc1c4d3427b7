import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecrets, UnreadableSecret } from './secrets.ts';

const secret = 'a secret of the tests, long enough for anything';
const of = { organisationId: 'org_1', id: 'crd_1', field: 'token' };
const secrets = createSecrets({ secret, previous: null });

describe('a sealed text', () => {
  it('is opened again, whatever it is, and is different each time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (text) => {
        const [one, other] = [await secrets.seal(text, of), await secrets.seal(text, of)];
        expect(one).not.toBe(other);
        expect(await secrets.open(one, of)).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['organisation', { organisationId: 'org_2' }],
    ['row', { id: 'crd_2' }],
    ['field', { field: 'password' }],
  ])('of another %s is not opened', async (_, other) => {
    const sealed = await secrets.seal('hidden', of);
    await expect(secrets.open(sealed, { ...of, ...other })).rejects.toThrow(UnreadableSecret);
  });

  it('is not opened after any change of it', async () => {
    const sealed = await secrets.seal('hidden', of);
    const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_';
    await fc.assert(
      fc.asyncProperty(
        fc.nat(sealed.length - 1),
        fc.constantFrom(...letters),
        async (at, letter) => {
          // The last letter of a part may hold bits that do not count.
          const isLast = sealed[at + 1] === undefined || sealed[at + 1] === '.';
          fc.pre(sealed[at] !== letter && sealed[at] !== '.' && !isLast);
          const changed = sealed.slice(0, at) + letter + sealed.slice(at + 1);
          await expect(secrets.open(changed, of)).rejects.toThrow(UnreadableSecret);
        },
      ),
      { numRuns: 100 },
    );
    for (const text of ['', 'hidden', 'a.b.c.d.e', `${sealed}.x`])
      await expect(secrets.open(text, of)).rejects.toThrow(UnreadableSecret);
  });

  it('of the secret before is opened while that is known, and known as old', async () => {
    const sealed = await secrets.seal('hidden', of);
    const next = 'another secret of the tests, long enough as well';
    const rotated = createSecrets({ secret: next, previous: secret });
    expect(await rotated.open(sealed, of)).toBe('hidden');
    expect([secrets.isCurrent(sealed), rotated.isCurrent(sealed)]).toEqual([true, false]);
    expect(rotated.isCurrent(await rotated.seal('hidden', of))).toBe(true);
    const forgotten = createSecrets({ secret: next, previous: null });
    await expect(forgotten.open(sealed, of)).rejects.toThrow('another ECHOAI_SECRET');
  });
});
