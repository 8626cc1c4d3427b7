// Made by `npm run list:nodes` from the folders beside it; do not edit.
import { provider as googleSheetsProvider } from './google-sheets/provider.ts';
import { provider as hubspotProvider } from './hubspot/provider.ts';
import type { Provider } from './provider.ts';
import { provider as salesforceProvider } from './salesforce/provider.ts';
import { provider as slackProvider } from './slack/provider.ts';

/** Every service that can be connected, by id. */
export const providers: Record<string, Provider> = {
  'google-sheets': googleSheetsProvider,
  hubspot: hubspotProvider,
  salesforce: salesforceProvider,
  slack: slackProvider,
};
