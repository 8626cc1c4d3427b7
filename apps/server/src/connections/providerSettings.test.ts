import { describe, expect, it } from 'vitest';
import { addressesOf, isAccountUrl, providerOf } from './providerSettings.ts';

describe('the address of an organisation at Salesforce', () => {
  const salesforce = providerOf('salesforce');
  const isTaken = (url: string, baseUrl?: string) =>
    isAccountUrl(
      url,
      salesforce,
      addressesOf(salesforce, { providers: baseUrl ? { salesforce: { baseUrl } } : {} }),
    );

  it.each([
    'https://acme.my.salesforce.com',
    'https://acme--dev.sandbox.my.salesforce.com',
    'https://eu55.salesforce.com',
    'https://acme.my.salesforce.mil',
    'https://acme.cloudforce.com',
    'https://acme.my.sfcrmproducts.cn',
  ])('may be %s, with the login of sandboxes as with that of production', (url) => {
    expect(isTaken(url)).toBe(true);
    expect(isTaken(url, 'https://test.salesforce.com')).toBe(true);
  });

  it.each([
    'http://acme.my.salesforce.com',
    'https://salesforce.com.evil.example',
    'https://evilsalesforce.com',
    'https://acme.force.com',
    'https://127.0.0.1',
    'acme.my.salesforce.com',
  ])('is not %s', (url) => {
    expect(isTaken(url)).toBe(false);
    expect(isTaken(url, 'https://test.salesforce.com')).toBe(false);
  });

  it('goes with a consent at the login of sandboxes', () => {
    expect(
      addressesOf(salesforce, {
        providers: { salesforce: { baseUrl: 'https://test.salesforce.com' } },
      }),
    ).toMatchObject({
      authorizeUrl: 'https://test.salesforce.com/services/oauth2/authorize',
      tokenUrl: 'https://test.salesforce.com/services/oauth2/token',
      revokeUrl: 'https://test.salesforce.com/services/oauth2/revoke',
    });
  });
});
