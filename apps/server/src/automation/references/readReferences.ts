import {
  nodeDefinitions,
  type Reference,
  type ReferenceState,
  type ReferenceStates,
  referenceKey,
  referencesOfGraph,
} from '@echoai/automation';
import type { Connections } from '../../connections/connections.ts';
import type { Database } from '../../platform/database/database.ts';
import { type Named, readNamed } from './referenceStore.ts';

/** Providers are waited for so long, all of them together. */
const patienceMs = 10_000;
/** More values than these are not looked up at providers. */
const mostOptions = 100;

/** What references are looked up with. */
export interface References {
  database: Database;
  connections: Connections;
  /** Which settings the installation has. */
  settings: Record<Extract<Reference, { to: 'setting' }>['id'], boolean>;
}

/**
 * Whether what a graph names is there and works: connections and values of their lists, chatbots,
 * intents, credentials, other workflows, and settings of the installation. No transaction may be
 * open, since providers are asked.
 */
export async function readReferences(
  { database, connections, settings }: References,
  { organisationId, graph }: { organisationId: string; graph: unknown },
): Promise<ReferenceStates> {
  const references = referencesOfGraph({ graph, definitions: nodeDefinitions });
  if (references.length === 0) return {};
  const named = await database.withOrganisation(organisationId, (tx) => readNamed(tx, references));
  const signal = AbortSignal.timeout(patienceMs);
  const states: ReferenceStates = {};
  let asked = 0;
  for (const reference of references) {
    const state = await stateOf(reference);
    if (state) states[referenceKey(reference)] = state;
  }
  return states;

  async function stateOf(reference: Reference): Promise<ReferenceState | null> {
    if (reference.to === 'setting') return { is: settings[reference.id] ? 'there' : 'missing' };
    if (reference.to !== 'option') return named(reference);
    const { connectionId, list, of, id: value } = reference;
    if (!canAsk(references, connectionId, named)) return null;
    if (asked++ >= mostOptions || signal.aborted)
      return { is: 'unknown', reason: 'The provider did not answer in time.' };
    return connections.findOption({ organisationId, connectionId, list, of, value, signal });
  }
}

/** Of a connection that is missing or broken, only that is said. */
function canAsk(references: Reference[], connectionId: string, named: Named): boolean {
  return references.some((reference) => {
    if (reference.to !== 'connection' || reference.id !== connectionId) return false;
    return ['there', 'troubled'].includes(named(reference).is);
  });
}
