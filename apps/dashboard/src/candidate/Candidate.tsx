'use client';

import type { CandidateComparison, Workflow } from '@echoai/contract';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { Notice } from '@/components/Notice';
import { Section } from '@/components/Section';
import { Time } from '@/components/Time';
import { ExecutionTable } from '@/executions/ExecutionTable';
import { CandidateActions } from './CandidateActions';
import { CandidateForm } from './CandidateForm';
import { ComparisonTable } from './ComparisonTable';
import { useCandidate, useShadows } from './candidateQueries';

/** A version that is tried beside the active one: begin, compare, promote or roll back. */
export function Candidate({ workflow }: { workflow: Workflow }) {
  const { data: comparison, error, refetch } = useCandidate(workflow.id);
  if (error && !comparison) return <LoadFailure error={error} retry={refetch} />;
  if (!comparison) return <Loading />;
  const { candidate, last } = comparison;
  if (candidate)
    return <Running workflow={workflow} comparison={comparison} candidate={candidate} />;
  return (
    <Section title="Try a version" description="Beside the active one, before everybody gets it.">
      {last && <Ended last={last} />}
      {workflow.activeVersion === null ? (
        <p className="text-muted">
          Switch the automation on first: a version is tried beside the one that is active.
        </p>
      ) : (
        <CandidateForm workflow={workflow} activeVersion={workflow.activeVersion} />
      )}
    </Section>
  );
}

function Ended({ last }: { last: NonNullable<CandidateComparison['last']> }) {
  const { version, outcome, reason, at } = last;
  const isPromoted = outcome === 'promoted';
  return (
    <Notice look={isPromoted ? 'success' : reason ? 'warning' : 'info'}>
      Version {version} was {isPromoted ? 'promoted' : 'rolled back'}
      {reason ? `: ${reason}` : '.'}{' '}
      <span className="text-muted">
        <Time value={at} />
      </span>
    </Notice>
  );
}

function Running({
  workflow,
  comparison,
  candidate,
}: {
  workflow: Workflow;
  comparison: CandidateComparison;
  candidate: NonNullable<CandidateComparison['candidate']>;
}) {
  const { version, mode, share, maxFailureShare, since } = candidate;
  const isShadow = mode === 'shadow';
  return (
    <div className="divide-y">
      <Section
        title={`Version ${version}`}
        description={isShadow ? 'Tried as a shadow.' : `Tried as a canary, ${share} %.`}
      >
        <p>
          {isShadow
            ? `Since it began, version ${version} is simulated on every event that could start it. Nothing of it is sent or changed.`
            : `Version ${version} starts for ${share} % of the visitors, for real; version ${workflow.activeVersion} for the others.`}{' '}
          <span className="text-muted">
            Began <Time value={since} />. It is rolled back by itself when more than{' '}
            {maxFailureShare} % of at least five executions fail, and a greater share than of
            version {workflow.activeVersion}.
          </span>
        </p>
        <CandidateActions workflow={workflow} candidate={candidate} />
      </Section>
      <Section title="Comparison" description="Since it began, counted every few seconds.">
        <ComparisonTable comparison={comparison} />
      </Section>
      {isShadow && <Shadows workflowId={workflow.id} />}
    </div>
  );
}

/** The latest simulations, to be opened and stepped through like executions. */
function Shadows({ workflowId }: { workflowId: string }) {
  const { data } = useShadows(workflowId);
  if (!data || data.length === 0) return null;
  return (
    <Section title="Shadows" description="The latest, each to be opened.">
      <ExecutionTable executions={data} showAutomation={false} />
    </Section>
  );
}
