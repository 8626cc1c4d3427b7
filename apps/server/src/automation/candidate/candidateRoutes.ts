import { isDeepStrictEqual } from 'node:util';
import { api } from '@echoai/contract';
import type { Database, Transaction } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors.ts';
import type { Implement } from '../../platform/http/api.ts';
import { requireStoredTrigger } from '../backtest/backtestRoutes.ts';
import { activationOf, compileWorkflow, requireGraph, requireMachine } from '../compileWorkflow.ts';
import {
  type References,
  readGraphWithReferences,
  readReferences,
} from '../references/readReferences.ts';
import {
  addVersion,
  changedMeanwhile,
  readVersion,
  readWorkflow,
  setActivation,
} from '../workflowStore.ts';
import { endCandidate, readCandidate, storeCandidate } from './candidateStore.ts';
import { compareVersions } from './compareVersions.ts';

/** Versions that are tried beside the active one, over the API. */
export function addCandidateRoutes({
  implement,
  database,
  references,
}: {
  implement: Implement;
  database: Database;
  references: References;
}): void {
  implement(api.candidates.get, ({ operator, params: { workflowId } }) =>
    database.withOrganisation(operator.organisationId, (tx) => compareVersions(tx, workflowId)),
  );

  implement(api.candidates.set, async ({ operator, params: { workflowId }, body }) => {
    const { organisationId } = operator;
    const looked = await readGraphWithReferences(references, {
      organisationId,
      workflowId,
      version: body.version,
    });
    return database.withOrganisation(organisationId, async (tx) => {
      const { activeVersion, draft } = await readWorkflow(tx, workflowId);
      if (activeVersion === null)
        throw new AppError('conflict', 'The workflow is switched off: activate it first.');
      if (body.version === undefined && !isDeepStrictEqual(looked.graph, draft))
        throw changedMeanwhile();
      const compiled = await compileWorkflow(tx, { id: workflowId, ...looked });
      requireStoredTrigger(requireGraph(compiled));
      const machine = requireMachine(compiled);
      const version =
        body.version ??
        (await addVersion(tx, {
          workflowId,
          machine,
          organisationId,
          graph: requireGraph(compiled),
          createdBy: operator.user?.id ?? null,
          publishedBy: operator.user?.name ?? null,
        }));
      if (version === activeVersion)
        throw new AppError('conflict', 'This version is active already: there is nothing to try.');
      const { candidate } = await readCandidate(tx, workflowId);
      await storeCandidate(tx, {
        workflowId,
        activation: activationOf(version, requireGraph(compiled), new Date()),
        mode: body.mode,
        share: body.mode === 'canary' ? body.share : null,
        maxFailureShare: body.maxFailureShare,
        isChange: candidate?.version === version && candidate.mode === body.mode,
      });
      return compareVersions(tx, workflowId);
    });
  });

  implement(api.candidates.remove, ({ operator, params: { workflowId } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const candidate = await requireCandidate(tx, workflowId);
      await endCandidate(tx, { candidate, outcome: 'rolled-back' });
      return compareVersions(tx, workflowId);
    }),
  );

  implement(api.candidates.promote, async ({ operator, params: { workflowId } }) => {
    const { organisationId } = operator;
    const { version, graph } = await database.withOrganisation(organisationId, async (tx) => {
      const { version } = await requireCandidate(tx, workflowId);
      return readVersion(tx, { workflowId, version });
    });
    const states = await readReferences(references, { organisationId, graph, probes: true });
    return database.withOrganisation(organisationId, async (tx) => {
      const candidate = await requireCandidate(tx, workflowId);
      if (candidate.version !== version) throw changedMeanwhile();
      requireMachine(await compileWorkflow(tx, { id: workflowId, graph, references: states }));
      await endCandidate(tx, { candidate, outcome: 'promoted' });
      await setActivation(tx, {
        id: workflowId,
        activation: activationOf(version, graph, new Date()),
      });
      return compareVersions(tx, workflowId);
    });
  });
}

/** @throws {AppError} `not-found`, or `conflict` without one */
async function requireCandidate(tx: Transaction, workflowId: string) {
  const { candidate } = await readCandidate(tx, workflowId);
  if (candidate) return candidate;
  throw new AppError('conflict', 'No version is being tried: it was promoted or rolled back.');
}
