import type { Provider } from '@echoai/integrations/provider';
import type { Answer } from '../platform/http/requestPinned.ts';
import { type SafeRequest, safeRequest } from '../platform/http/safeRequest.ts';
import { addressesOf } from './providerSettings.ts';
import type { Services } from './services.ts';

/**
 * A request to a provider: it reaches no private address but the one that the operator gave for it,
 * and follows no redirect, since what it bears is for the provider, and for nobody whom it names.
 * @throws RequestError
 */
export function requestProvider({
  provider,
  config,
  ...request
}: Omit<SafeRequest, 'allowPrivate' | 'maxRedirects' | 'lookup'> & {
  provider: Provider;
  config: Services['config'];
}): Promise<Answer> {
  const { allowPrivate } = addressesOf(provider, config);
  return safeRequest({
    ...request,
    allowPrivate: [...config.allowPrivate, ...allowPrivate],
    maxRedirects: 0,
  });
}
