import type { ActionMemory, LinkedRecord } from '@echoai/integrations/action';
import { ProviderError } from '@echoai/integrations/client';
import { type Cache, type ConnectionClient, createConnectionClient } from './connectionClient.ts';
import * as store from './connectionStore.ts';
import { findOption, type OptionCache, type OptionState, type WantedOption } from './findOption.ts';
import { connectionGone } from './freshTokens.ts';
import { providerOf } from './providerSettings.ts';
import type { Services } from './services.ts';

interface Which {
  organisationId: string;
  connectionId: string;
}

/** What other features do with connections. */
export interface Connections {
  /**
   * What to ask a connection's provider with.
   * @param signal ends its requests
   * @throws {ProviderError} when it is gone, needs the team, or is not one of `provider`
   */
  open(of: Which & { provider?: string; signal: AbortSignal }): Promise<ConnectionClient>;
  /** Asks the provider whether the connection works, which its health then shows. Never throws. */
  check(of: Which & { signal?: AbortSignal }): Promise<void>;
  /** Whether a value is still in one of the provider's lists. */
  findOption(
    of: Which & WantedOption & { signal: AbortSignal; since: number },
  ): Promise<OptionState>;
  /** What its actions keep for later ones. */
  memory(of: Which): ActionMemory;
  /** Notes that a record at the provider is about a visitor. */
  link(
    of: Which & { externalUserId: string; sessionId: string | null; record: LinkedRecord },
  ): Promise<void>;
}

/** By which a connection is remembered, so that no other organisation gets it. */
const keyOf = ({ organisationId, connectionId }: Which) => `${organisationId} ${connectionId}`;

export function createConnections(services: Services): Connections {
  const { database } = services;
  const cache: Cache = new Map();
  const optionCache: OptionCache = new Map();
  /** By connection; a connection never changes its provider. */
  const providersOf = new Map<string, string>();

  async function readProvider(which: Which): Promise<string> {
    const { organisationId, connectionId } = which;
    const key = keyOf(which);
    const known = providersOf.get(key);
    if (known) return known;
    const [row] = await database.withOrganisation(organisationId, (tx) =>
      store.listConnections(tx, { id: connectionId, limit: 1 }),
    );
    if (!row) throw connectionGone();
    if (providersOf.size > 10_000) providersOf.clear();
    providersOf.set(key, row.provider);
    return row.provider;
  }

  const open: Connections['open'] = async ({ provider: wanted, ...of }) => {
    const id = await readProvider(of);
    const provider = providerOf(id);
    if (wanted !== undefined && wanted !== id)
      throw new ProviderError(`The connection is one of ${provider.title}.`, { kind: 'refused' });
    return createConnectionClient({ services, cache, provider, ...of });
  };

  return {
    open,
    async findOption({ list, of, value, since, ...which }) {
      return findOption({
        cache: optionCache,
        key: keyOf(which),
        provider: providerOf(await readProvider(which)),
        open: () => open(which),
        wanted: { list, of, value },
        since,
        signal: which.signal,
      });
    },
    async check({ signal = AbortSignal.timeout(30_000), ...of }) {
      try {
        const provider = providerOf(await readProvider(of));
        const client = await createConnectionClient({ services, cache, provider, signal, ...of });
        await provider.probe(client);
      } catch (error) {
        if (!(error instanceof ProviderError)) services.log.error({ err: error }, 'a probe failed');
      } finally {
        await database.withOrganisation(of.organisationId, (tx) =>
          store.noteProbe(tx, of.connectionId),
        );
      }
    },
    memory: ({ organisationId, connectionId }) => ({
      get: (key) =>
        database.withOrganisation(organisationId, (tx) =>
          store.readMemory(tx, { connectionId, key }),
        ),
      async keep(key, value) {
        try {
          await database.withOrganisation(organisationId, (tx) =>
            store.keepMemory(tx, { organisationId, connectionId, key, value }),
          );
        } catch (err) {
          services.log.warn({ err, connectionId }, 'what an action did was not remembered');
        }
      },
    }),
    link: ({ organisationId, ...link }) =>
      database.withOrganisation(organisationId, (tx) =>
        store.linkRecord(tx, { organisationId, ...link }),
      ),
  };
}
