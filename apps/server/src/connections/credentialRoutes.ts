import { api, type Credential } from '@echoai/contract';
import type { Database, Transaction } from '../platform/database/database.ts';
import type { Implement } from '../platform/http/api.ts';
import { byId, pageOfRows, readCursor } from '../platform/http/paging.ts';
import { newId } from '../platform/newId.ts';
import type { Secrets } from '../platform/secrets.ts';
import * as store from './credentialStore.ts';

/** Credentials over the API; what they keep goes in and never comes out. */
export function addCredentialRoutes({
  implement,
  database,
  secrets,
  listUses,
}: {
  implement: Implement;
  database: Database;
  secrets: Secrets;
  /** What names each of the ids, by id. */
  listUses: (tx: Transaction, ids: string[]) => Promise<Map<string, Credential['usedBy']>>;
}): void {
  const withUses = async (tx: Transaction, rows: store.CredentialRow[]): Promise<Credential[]> => {
    const uses = await listUses(
      tx,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({ ...row, usedBy: uses.get(row.id) ?? [] }));
  };
  const readOne = async (tx: Transaction, id: string): Promise<Credential> => {
    const [one] = await withUses(tx, [await store.readCredential(tx, id)]);
    return one!;
  };

  implement(api.credentials.list, ({ operator, query: { limit, cursor } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const after = readCursor(cursor, byId)?.[0] ?? '';
      const rows = await store.listCredentials(tx, { after, limit: limit + 1 });
      const page = pageOfRows({ rows, limit, cursorOf: ({ id }) => [id] });
      return { ...page, items: await withUses(tx, page.items) };
    }),
  );

  implement(api.credentials.create, ({ operator: { organisationId }, body }) =>
    database.withOrganisation(organisationId, async (tx) => {
      const id = newId('crd');
      await store.insertCredential(tx, { secrets, organisationId, id, ...body });
      return readOne(tx, id);
    }),
  );

  implement(
    api.credentials.update,
    ({ operator: { organisationId }, params: { credentialId: id }, body }) =>
      database.withOrganisation(organisationId, async (tx) => {
        await store.updateCredential(tx, { secrets, organisationId, id, ...body });
        return readOne(tx, id);
      }),
  );

  implement(api.credentials.remove, ({ operator, params: { credentialId } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      await store.deleteCredential(tx, credentialId);
      return undefined;
    }),
  );
}
