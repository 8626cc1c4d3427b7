import { expect, it } from 'vitest';
import { visitorName } from './visitorName.ts';

const nobody = { id: 'vis_0001abcd', name: null, email: null, emailProven: false };

it('an address looks verified only when the visitor has proven it', () => {
  const email = 'boss@acme.example';
  expect(visitorName({ ...nobody, email, emailProven: true })).toBe(email);
  expect(visitorName({ ...nobody, email })).toBe(`${email} (not verified)`);
  expect(visitorName({ ...nobody, name: email })).toBe(`${email} (not verified)`);
  expect(visitorName({ ...nobody, name: email, email: 'other@x.example', emailProven: true })).toBe(
    `${email} (not verified)`,
  );
});

it('a visitor is called by name, else by the end of the id', () => {
  expect(visitorName({ ...nobody, name: 'Ada' })).toBe('Ada');
  expect(visitorName(nobody)).toBe('Visitor abcd');
});
