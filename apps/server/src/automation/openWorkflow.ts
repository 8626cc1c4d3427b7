import {
  type Evaluator,
  evaluators,
  type Guarantee,
  guaranteeOf,
  type NodeDefinition,
  nodeDefinitions,
  type OpenMachine,
  openMachine,
  workflowMachine,
} from '@echoai/automation';
import { timeZoneOf } from '@echoai/automation/timeZone';
import { workflowGraph } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { textArray } from '../platform/database/sqlValues.ts';
import type { Action } from './actions/action.ts';
import { actions } from './actions/index.ts';

/** A version made ready to run. */
export interface OpenWorkflow {
  id: string;
  version: number;
  machine: OpenMachine;
  nodes: Map<string, OpenNode>;
  /** Times without a zone are by its clock. */
  timeZone: string;
}

export interface OpenNode {
  id: string;
  label: string;
  kind: string;
  definition: NodeDefinition;
  /** Parsed; its templates are not filled in yet. */
  config: unknown;
  guarantee: Guarantee;
  /** Its templates read visitor or conversation, which change while the execution goes on. */
  readsFacts: boolean;
  action: Action | null;
  evaluator: Evaluator | null;
  /** Whether it reaches the world, and so is performed outside a transaction. */
  isOutside: boolean;
  /** Ways out that lead on; `error` is none of them where nothing is connected to it. */
  leadsOn(outcome: string): boolean;
}

const opened = new Map<string, OpenWorkflow>();
const maxOpened = 500;

/**
 * Versions by `<workflow>@<version>`: kept ready, since they never change. One that this program
 * cannot read any more, such as one with a kind of node that is gone, is left out.
 */
export async function openWorkflows(
  tx: Transaction,
  wanted: { workflowId: string; version: number }[],
): Promise<Map<string, OpenWorkflow>> {
  const keys = [...new Set(wanted.map(keyOf))];
  const missing = keys.filter((key) => !opened.has(key));
  if (missing.length > 0) {
    const { rows } = await tx.execute<VersionRow>(sql`
      select workflow_id as "workflowId", version, graph, machine from workflow_versions
      where workflow_id || '@' || version = any (${textArray(missing)})`);
    for (const row of rows) {
      const workflow = tryToOpen(row);
      if (workflow) opened.set(keyOf(row), workflow);
    }
  }
  const found = new Map(keys.flatMap((key) => (opened.has(key) ? [[key, opened.get(key)!]] : [])));
  for (const key of opened.keys()) {
    if (opened.size <= maxOpened) break;
    opened.delete(key);
  }
  return found;
}

export function keyOf({ workflowId, version }: { workflowId: string; version: number }): string {
  return `${workflowId}@${version}`;
}

type VersionRow = Record<string, unknown> & {
  workflowId: string;
  version: number;
  graph: unknown;
  machine: unknown;
};

function tryToOpen(row: VersionRow): OpenWorkflow | null {
  try {
    return open(row);
  } catch {
    return null;
  }
}

function open({ workflowId, version, graph, machine: json }: VersionRow): OpenWorkflow {
  const machine = workflowMachine.parse(json);
  const states = new Map(
    Object.values(machine.states).flatMap((state) =>
      state.meta ? [[state.meta.nodeId, state]] : [],
    ),
  );
  const nodes = workflowGraph.parse(graph).nodes.map(({ id, data }) => {
    const { kind, ...rest } = data.config;
    const definition = nodeDefinitions[kind]!;
    const config = definition.config.parse(rest);
    const action = actions[kind] ?? null;
    const state = states.get(id);
    const on = state && 'on' in state ? state.on : {};
    const node: OpenNode = {
      id,
      label: data.label,
      kind,
      definition,
      config,
      guarantee: guaranteeOf(definition, config),
      readsFacts: /\b(?:visitor|conversation)\b/.test(JSON.stringify(rest)),
      action,
      evaluator: evaluators[kind] ?? null,
      isOutside: Boolean(action?.outside && (!action.inside || action.isOutside?.(config))),
      leadsOn: (outcome) => on[outcome] !== undefined && on[outcome].target !== 'failed',
    };
    return [id, node] as const;
  });
  const trigger = nodes.find(([, { definition }]) => definition.type === 'trigger');
  return {
    id: workflowId,
    version,
    machine: openMachine(machine),
    nodes: new Map(nodes),
    timeZone: timeZoneOf(trigger?.[1].config),
  };
}
