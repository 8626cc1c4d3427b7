import type { SealedPlace } from '../platform/resealSecrets.ts';

/** Where credentials, tokens and apps are sealed. */
export const sealedPlaces: SealedPlace[] = [
  { table: 'credentials', id: 'id', column: 'secret', field: 'secret' },
  { table: 'connections', id: 'id', column: 'access_token', field: 'access token' },
  { table: 'connections', id: 'id', column: 'refresh_token', field: 'refresh token' },
  { table: 'provider_apps', id: 'provider', column: 'secret', field: 'app' },
];
