import { expect, test } from 'vitest';
import { readClaim } from './claim.ts';

test('A page names nobody by a name alone, or by nothing', () => {
  for (const identity of [null, undefined, {}, { name: 'Anna' }, { email: '' }]) {
    expect(readClaim(identity)).toBeNull();
  }
});

test('An e-mail is hearsay; an id or a signature asks for proof', () => {
  expect(readClaim({ email: 'anna@shop.example' })!.isSigned).toBe(false);
  expect(readClaim({ externalId: 7 })).toMatchObject({
    isSigned: true,
    request: { externalId: '7' },
  });
  expect(
    readClaim({ email: 'anna@shop.example', signature: 'a1', expiresAt: '1700' }),
  ).toMatchObject({ isSigned: true, request: { signature: 'a1', expiresAt: 1700 } });
});

test('A fingerprint is of the person: no new signature, name or spelling changes it', () => {
  const { fingerprint } = readClaim({ externalId: '7', email: 'Anna@Shop.example' })!;
  const again = { externalId: 7, email: 'anna@shop.example', name: 'Anna', signature: 'b2' };
  expect(readClaim(again)!.fingerprint).toBe(fingerprint);
  expect(fingerprint).not.toContain('anna');
  for (const other of [{ externalId: 8, email: 'anna@shop.example' }, { externalId: 7 }]) {
    expect(readClaim(other)!.fingerprint).not.toBe(fingerprint);
  }
  expect(readClaim(again)!.hearsay).toBe(readClaim({ email: 'ANNA@shop.example' })!.fingerprint);
});
