import {
  nodeDefinitions,
  type Reference,
  type ReferenceState,
  type ReferenceStates,
  referenceKey,
  referencesOfGraph,
} from '@echoai/automation';
import type { WorkflowGraph } from '@echoai/contract';
import type { Connections } from '../../connections/connections.ts';
import type { Database } from '../../platform/database/database.ts';
import { readGraph } from '../workflowStore.ts';
import { type Named, readNamed } from './referenceStore.ts';

/** Providers are waited for so long, all of them together. */
const patienceMs = 10_000;
/** More values than these are not looked up at providers. */
const mostOptions = 1_000;

/** What references are looked up with. */
export interface References {
  database: Database;
  connections: Connections;
  /** Which settings the installation has. */
  settings: Record<Extract<Reference, { to: 'setting' }>['id'], boolean>;
}

type Option = Extract<Reference, { to: 'option' }>;

/**
 * The graph of a version, or of the draft without one, and whether what it names is there and works:
 * what `compileWorkflow` needs before the graph may run. No transaction may be open.
 * @throws {AppError} `not-found`
 */
export async function readGraphWithReferences(
  references: References,
  { organisationId, ...which }: { organisationId: string } & Parameters<typeof readGraph>[1],
): Promise<{ graph: WorkflowGraph; references: ReferenceStates }> {
  const { graph } = await references.database.withOrganisation(organisationId, (tx) =>
    readGraph(tx, which),
  );
  const states = await readReferences(references, { organisationId, graph, probes: true });
  return { graph, references: states };
}

/**
 * Whether what a graph names is there and works: connections and values of their lists, chatbots,
 * intents, credentials, other workflows, and settings of the installation. No transaction may be
 * open, since providers are asked.
 *
 * @param probes whether connections of which no list is read are asked if they still work, too
 */
export async function readReferences(
  { database, connections, settings }: References,
  { organisationId, graph, probes }: { organisationId: string; graph: unknown; probes: boolean },
): Promise<ReferenceStates> {
  const references = referencesOfGraph({ graph, definitions: nodeDefinitions });
  if (references.length === 0) return {};
  const readNames = () =>
    database.withOrganisation(organisationId, (tx) => readNamed(tx, references));
  const named = await readNames();
  const byConnection = Map.groupBy(
    references.filter(isOption).slice(0, mostOptions),
    (option) => option.connectionId,
  );
  const asked = references.flatMap((reference) =>
    reference.to === 'connection' && canAsk(reference, named) ? [reference.id] : [],
  );
  const lookup = { organisationId, signal: AbortSignal.timeout(patienceMs), since: Date.now() };
  const options = new Map<Option, ReferenceState>();
  // One that is slow does not keep the others from being asked.
  await Promise.all(asked.map(ask));
  // What was asked shows how the connections are now.
  const nowNamed = asked.length > 0 ? await readNames() : named;
  const states: ReferenceStates = {};
  for (const reference of references) {
    const state = stateOf(reference);
    if (state) states[referenceKey(reference)] = state;
  }
  return states;

  async function ask(connectionId: string): Promise<void> {
    const own = byConnection.get(connectionId) ?? [];
    for (const option of own) {
      const { list, of, id: value } = option;
      options.set(
        option,
        await connections.findOption({ ...lookup, connectionId, list, of, value }),
      );
    }
    if (own.length === 0 && probes) await connections.check({ ...lookup, connectionId });
  }

  function stateOf(reference: Reference): ReferenceState | null {
    if (reference.to === 'setting') return { is: settings[reference.id] ? 'there' : 'missing' };
    if (reference.to !== 'option') return nowNamed(reference);
    if (!works(reference.connectionId)) return null;
    return (
      options.get(reference) ?? { is: 'unknown', reason: 'It names more than can be asked for.' }
    );
  }

  /** Values of a connection that is missing or broken are not reported: it already is. */
  function works(connectionId: string): boolean {
    return references.some(
      (reference) =>
        reference.to === 'connection' &&
        reference.id === connectionId &&
        canAsk(reference, nowNamed),
    );
  }
}

const isOption = (reference: Reference): reference is Option => reference.to === 'option';

function canAsk(reference: Extract<Reference, { to: 'connection' }>, named: Named): boolean {
  return ['there', 'troubled'].includes(named(reference).is);
}
