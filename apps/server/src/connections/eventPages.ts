import { isNestedDeeper, JsonTooDeep, maxJsonDepth } from '@echoai/contract/json';
import type { ProviderEvent, SignedRequest } from '@echoai/integrations/events';
import type { Provider } from '@echoai/integrations/provider';
import { sql } from 'drizzle-orm';
import type { Hono } from 'hono';
import { AppError, notFound } from '../platform/errors.ts';
import { createBodyLimit, type HttpContext, type HttpEnv } from '../platform/http/api.ts';
import { createLimit } from '../platform/http/limits.ts';
import { createLookUp } from '../platform/http/lookUp.ts';
import { installationApp, type ProviderApp, readApp } from './providerApps.ts';
import { addressesOf, isAccountUrl, providerOf } from './providerSettings.ts';
import { requestProvider } from './requestProvider.ts';
import type { Services } from './services.ts';

/** Something that a provider told, for one of the connections that it is about. */
export interface Told {
  organisationId: string;
  connectionId: string;
  provider: string;
  event: ProviderEvent;
}

/** Bytes of what a provider sends at once. */
const maxBytes = 512 * 1024;

/**
 * Where a provider sends what happens there. An organisation's own app signs with secrets of its own,
 * and so has an address of its own; the installation's app has one for all.
 * @returns null for a provider that sends nothing
 */
export function eventsUrlOf({
  provider,
  organisationId,
  app,
  config,
}: {
  provider: Provider;
  organisationId: string;
  app: Pick<ProviderApp, 'from'> | null;
  config: Services['config'];
}): string | null {
  if (!provider.events) return null;
  const url = `${config.publicUrl}/connections/events/${provider.id}`;
  return app?.from === 'environment' ? url : `${url}/${organisationId}`;
}

/** Takes what providers send by themselves, when it bears their signature. */
export function addEventPages({
  app,
  services,
  deliver,
}: {
  app: Hono<HttpEnv>;
  services: Services;
  /** @returns whether it counts: a decision may come too late */
  deliver(told: Told): Promise<boolean>;
}): void {
  const { database, secrets, config, log } = services;
  const limit = createLimit({ name: 'provider events', by: 'address', allowance: 6_000 });
  // Not by failed signatures: a provider sends everybody's events from the same addresses.
  const lookUp = createLookUp({ name: 'unknown event addresses', allowance: 60 });
  const limitBody = createBodyLimit(maxBytes);

  app.post('/connections/events/:provider', limitBody, (context) => receive(context, null));
  app.post('/connections/events/:provider/:organisation', limitBody, (context) =>
    receive(context, context.req.param('organisation')),
  );

  async function receive(context: HttpContext, organisationId: string | null) {
    const address = context.get('address');
    limit.take(address);
    const provider = providerOf(context.req.param('provider')!);
    const { events: protocol } = provider;
    if (!protocol) throw notFound('page');
    const known = await appOf(provider, { organisationId, address });
    const request: SignedRequest = {
      method: context.req.method,
      url: config.publicUrl + context.req.path,
      headers: Object.fromEntries(context.req.raw.headers),
      body: await context.req.text(),
      now: new Date(),
    };
    if (!known || !(await protocol.verify(request, known)))
      throw new AppError(
        'signature-invalid',
        `This does not bear the signature of ${provider.title}.`,
      );
    const { events, reply } = readEvents(() => {
      const read = protocol.read(request);
      if (isNestedDeeper(read.events, maxJsonDepth)) throw new JsonTooDeep();
      return read;
    });
    for (const event of events) await pass({ provider, organisationId, event });
    context.header('cache-control', 'no-store');
    if (reply === undefined) return context.body(null, 200);
    context.header('content-type', 'application/json');
    return context.body(reply);
  }

  function appOf(
    provider: Provider,
    { organisationId, address }: { organisationId: string | null; address: string },
  ) {
    if (organisationId === null) return installationApp(provider, config);
    return lookUp({ credential: `${provider.id} ${organisationId}`, address }, () =>
      database.withOrganisation(organisationId, (tx) =>
        readApp(tx, { provider, organisationId, secrets, config }),
      ),
    );
  }

  /** To every connection of the account that it is about. */
  async function pass({
    provider,
    organisationId,
    event,
  }: {
    provider: Provider;
    organisationId: string | null;
    event: ProviderEvent;
  }): Promise<void> {
    const { rows } = await database.asPlatform((tx) =>
      tx.execute<{ organisationId: string; connectionId: string }>(sql`
        select c.organisation_id as "organisationId", c.id as "connectionId" from connections c
        where c.provider = ${provider.id} and c.account_id = ${event.accountId}
          and coalesce(${organisationId}::text, c.organisation_id) = c.organisation_id
          -- An organisation with an app of its own is told by that one.
          and (${organisationId}::text is not null or not exists (
            select from provider_apps a
            where a.organisation_id = c.organisation_id and a.provider = c.provider))`),
    );
    let counts = false;
    for (const of of rows)
      if (await deliver({ ...of, provider: provider.id, event })) counts = true;
    if (event.type === 'decision' && event.respond) {
      const { url, counts: good, late } = event.respond;
      void respond(provider, { url, json: counts ? good : late });
    }
  }

  /** The provider wants its answer within seconds: this one comes after it. Never throws. */
  async function respond(provider: Provider, { url, json }: { url: string; json: object }) {
    if (!isAccountUrl(url, provider, addressesOf(provider, config))) return;
    try {
      const answer = await requestProvider({
        provider,
        config,
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(json),
        signal: AbortSignal.timeout(10_000),
      });
      answer.close();
    } catch (err) {
      log.warn({ err, provider: provider.id }, 'a provider was not told what came of a button');
    }
  }
}

function readEvents<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    throw new AppError('malformed-json', 'What the provider sent cannot be read.', { cause });
  }
}
