import { api, type Connection, type ProviderState } from '@echoai/contract';
import { parseJson } from '@echoai/contract/json';
import { providers } from '@echoai/integrations';
import { ProviderError } from '@echoai/integrations/client';
import type { Provider } from '@echoai/integrations/provider';
import type { Transaction } from '../platform/database/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Implement } from '../platform/http/api.ts';
import { byId, pageOfRows, readCursor } from '../platform/http/paging.ts';
import { UnreadableSecret } from '../platform/secrets.ts';
import { beginConnect, redirectUriOf } from './connect.ts';
import * as store from './connectionStore.ts';
import type { Connections } from './connections.ts';
import { browserOf } from './connectPages.ts';
import { disconnect } from './disconnect.ts';
import { eventsUrlOf } from './eventPages.ts';
import { deleteApp, readApp, storeApp } from './providerApps.ts';
import { providerOf } from './providerSettings.ts';
import type { Services } from './services.ts';

/** What of other features the answers tell. */
export interface ConnectionUses {
  /** What names each of the ids, by id. */
  listUses(tx: Transaction, ids: string[]): Promise<Map<string, Connection['usedBy']>>;
  /** Executions that wait for each of the connections, by id. */
  countWaiting(tx: Transaction, ids: string[]): Promise<Map<string, number>>;
}

/** Connections over the API; their tokens never come out. */
export function addConnectionRoutes({
  implement,
  services,
  connections,
  listUses,
  countWaiting,
}: {
  implement: Implement;
  services: Services;
  connections: Connections;
} & ConnectionUses): void {
  const { database, secrets, config } = services;

  const withUses = async (tx: Transaction, rows: store.ConnectionRow[]): Promise<Connection[]> => {
    const ids = rows.map(({ id }) => id);
    const uses = await listUses(tx, ids);
    const waiting = await countWaiting(tx, ids);
    return rows.map((row) => ({
      ...row,
      usedBy: uses.get(row.id) ?? [],
      waiting: waiting.get(row.id) ?? 0,
    }));
  };
  const readOne = async (tx: Transaction, id: string): Promise<Connection> => {
    const [one] = await withUses(tx, [await store.readConnection(tx, id)]);
    return one!;
  };
  const stateOf = async (
    tx: Transaction,
    { provider, organisationId }: { provider: Provider; organisationId: string },
  ): Promise<ProviderState> => {
    // An app that cannot be read any more has to be entered anew.
    const app = await readApp(tx, { provider, organisationId, secrets, config }).catch(
      (error: unknown) => {
        if (error instanceof UnreadableSecret) return null;
        throw error;
      },
    );
    const { id, title, description, scopes } = provider;
    return {
      id,
      title,
      description,
      scopes,
      app: app && { from: app.from, clientId: app.clientId },
      redirectUri: redirectUriOf(config.publicUrl, provider),
      eventsUrl: eventsUrlOf({ provider, organisationId, app, config }),
    };
  };

  implement(api.connections.providers, ({ operator: { organisationId } }) =>
    database.withOrganisation(organisationId, async (tx) => {
      const items: ProviderState[] = [];
      for (const provider of Object.values(providers))
        items.push(await stateOf(tx, { provider, organisationId }));
      return { items };
    }),
  );

  implement(api.connections.setApp, ({ operator: { organisationId }, params, body }) =>
    database.withOrganisation(organisationId, async (tx) => {
      const provider = providerOf(params.provider);
      await storeApp(tx, { provider, organisationId, secrets, ...body });
      return stateOf(tx, { provider, organisationId });
    }),
  );

  implement(api.connections.removeApp, ({ operator: { organisationId }, params }) =>
    database.withOrganisation(organisationId, async (tx) => {
      await deleteApp(tx, providerOf(params.provider));
      return undefined;
    }),
  );

  implement(api.connections.authorize, async ({ operator, params, body, context }) => ({
    url: await beginConnect({
      services,
      organisationId: operator.organisationId,
      provider: providerOf(params.provider),
      browser: browserOf(context, services),
      connectedBy: operator.user?.name ?? 'a program',
      connectionId: body.connectionId,
    }),
  }));

  implement(api.connections.list, ({ operator, query: { limit, cursor, provider } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const after = readCursor(cursor, byId)?.[0] ?? '';
      const rows = await store.listConnections(tx, { after, limit: limit + 1, provider });
      const page = pageOfRows({ rows, limit, cursorOf: ({ id }) => [id] });
      return { ...page, items: await withUses(tx, page.items) };
    }),
  );

  implement(api.connections.get, ({ operator, params: { connectionId } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => ({
      ...(await readOne(tx, connectionId)),
      history: await store.readHistory(tx, connectionId),
    })),
  );

  implement(api.connections.update, ({ operator, params: { connectionId: id }, body: { name } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      await store.renameConnection(tx, { id, name });
      return readOne(tx, id);
    }),
  );

  implement(api.connections.remove, ({ operator: { organisationId }, params: { connectionId } }) =>
    disconnect({ services, organisationId, connectionId }),
  );

  implement(
    api.connections.check,
    async ({ operator: { organisationId }, params: { connectionId } }) => {
      await database.withOrganisation(organisationId, (tx) =>
        store.readConnection(tx, connectionId),
      );
      await connections.check({ organisationId, connectionId });
      return database.withOrganisation(organisationId, (tx) => readOne(tx, connectionId));
    },
  );

  implement(api.connections.records, ({ operator, params: { conversationId } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => ({
      items: await store.listRecords(tx, conversationId),
    })),
  );

  implement(
    api.connections.options,
    async ({ operator: { organisationId }, params: { connectionId, list }, query }) => {
      const { provider: id } = await database.withOrganisation(organisationId, (tx) =>
        store.readConnection(tx, connectionId),
      );
      const { options } = providerOf(id);
      const listOptions = Object.hasOwn(options, list) ? options[list] : undefined;
      if (!listOptions) throw new AppError('not-found', `There is no list “${list}”.`);
      const { search, cursor = null } = query;
      return asAppErrors(async () => {
        const signal = AbortSignal.timeout(30_000);
        const client = await connections.open({ organisationId, connectionId, signal });
        return listOptions(client, { search, cursor, of: readOf(query.of) });
      });
    },
  );
}

/** @throws {AppError} for what a provider refused, or did not answer */
export async function asAppErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { kind, message, retryAfterMs } = error;
    if (kind === 'needs-you') throw new AppError('connection-needs-you', message, { cause: error });
    if (kind === 'refused') throw new AppError('provider-refused', message, { cause: error });
    const retryAfter = Math.ceil((retryAfterMs ?? 10_000) / 1_000);
    const code = kind === 'rate-limited' ? 'rate-limited' : 'provider-unavailable';
    throw new AppError(code, message, { retryAfter, cause: error });
  }
}

function readOf(text: string | undefined): Record<string, string> {
  if (text === undefined) return {};
  try {
    const read = parseJson(text);
    if (typeof read === 'object' && read !== null && !Array.isArray(read))
      return Object.fromEntries(Object.entries(read).map(([name, value]) => [name, String(value)]));
  } catch {
    // said below
  }
  throw new AppError('invalid-request', '`of` must be a JSON object.');
}
