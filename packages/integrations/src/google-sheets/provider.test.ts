import { expect, it } from 'vitest';
import { provider } from './provider.ts';

const error = (code: number, message: string, more: object = {}) => ({
  status: code,
  headers: {},
  body: { error: { code, message, ...more } },
});
const fault = (answer: Parameters<NonNullable<typeof provider.faultOf>>[0]) =>
  provider.faultOf!(answer);

it('a right that was not given needs somebody, as Sheets says it and as Drive does', () => {
  const message = 'Request had insufficient authentication scopes.';
  const details = [{ '@type': 'x' }, { reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }];
  expect(fault(error(403, message, { details }))).toMatchObject({ kind: 'needs-you' });
  const errors = [{ domain: 'global', reason: 'insufficientPermissions' }];
  expect(fault(error(403, message, { errors }))).toMatchObject({ kind: 'needs-you' });
});

it('a spreadsheet that is not shared is refused in words that say so', () => {
  const shared = { kind: 'refused', message: expect.stringContaining('not shared') };
  expect(fault(error(403, 'The caller does not have permission'))).toMatchObject(shared);
  expect(fault(error(404, 'Requested entity was not found.'))).toMatchObject(shared);
  expect(fault({ status: 404, headers: {}, body: null })).toMatchObject(shared);
});

it('Drive’s limit is one though its status says forbidden', () => {
  const errors = [{ domain: 'usageLimits', reason: 'userRateLimitExceeded' }];
  expect(fault(error(403, 'Rate Limit Exceeded', { errors }))?.kind).toBe('rate-limited');
});

it('an API that is not enabled is named, and nobody has to connect again', () => {
  const message = 'Google Sheets API has not been used in project 1 before or it is disabled.';
  const details = [{ reason: 'SERVICE_DISABLED' }];
  expect(fault(error(403, message, { details }))).toEqual({
    kind: 'refused',
    message: expect.stringMatching(/not enabled.*Google Sheets API/),
  });
});

it('other statuses are left to the rules for all providers', () => {
  for (const status of [200, 401, 429, 500]) expect(fault(error(status, 'x'))).toBeUndefined();
});
