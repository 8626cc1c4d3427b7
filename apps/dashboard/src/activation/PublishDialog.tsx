import { maxNote, type Workflow } from '@echoai/contract';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useAutomation, useVersion, useVersions } from '@/automations/automationQueries';
import { Diagnostics } from '@/automations/Diagnostics';
import { diagnosticsOf } from '@/automations/diagnosticsOf';
import { isSame } from '@/builder/graph/isSame';
import { diffGraphs, isUnchanged } from '@/compare/diffGraphs';
import { Button, buttonStyle } from '@/components/Button';
import { Dialog, DialogActions } from '@/components/Dialog';
import { Field, FieldError, Textarea } from '@/components/Field';
import Link from '@/components/Link';
import { LoadFailure } from '@/components/LoadFailure';
import { Loading } from '@/components/Loading';
import { client, explain } from '@/lib/client';
import { keys } from '@/lib/keys';
import { ChangesInShort } from './ChangesInShort';
import { type Move, MoveChoice } from './MoveChoice';
import type { Activation, Switching } from './useActivation';

/** Makes a version of the draft: what changed, what forbids it, and a note for those who look later. */
export function PublishDialog({
  activation,
  switching: { workflowId, name },
  linksToPage,
}: {
  activation: Activation;
  switching: Switching;
  linksToPage: boolean;
}) {
  const { data: workflow, error, refetch } = useAutomation(workflowId);
  const { data: versions } = useVersions(workflowId);
  const latest = versions?.[0]?.version ?? 0;
  const { data: last } = useVersion({ workflowId, version: latest || null });
  const isReady = workflow !== undefined && versions !== undefined && (latest === 0 || last);
  const isKnown = last !== undefined && isSame(last.graph, workflow?.draft);
  const action = isKnown ? `Activate version ${latest}` : `Publish version ${latest + 1}`;
  return (
    <Dialog
      open
      onOpenChange={activation.close}
      title={isReady ? action : 'Publish'}
      description={
        isKnown
          ? `The draft of ${name} is the same as version ${latest}.`
          : `${name} runs like this from then on. A version stays as it is, whatever becomes of the draft.`
      }
    >
      {isReady ? (
        <Form
          activation={activation}
          workflow={workflow}
          version={isKnown ? latest : latest + 1}
          isNew={!isKnown}
          linksToPage={linksToPage}
        />
      ) : error ? (
        <LoadFailure error={error} retry={refetch} />
      ) : (
        <Loading lines={3} />
      )}
    </Dialog>
  );
}

function Form({
  activation: { answer, close, isPending, error },
  workflow,
  version,
  isNew,
  linksToPage,
}: {
  activation: Activation;
  workflow: Workflow;
  version: number;
  isNew: boolean;
  linksToPage: boolean;
}) {
  const { id: workflowId, draft, revision, activeVersion } = workflow;
  const [note, setNote] = useState('');
  const [waiting, setWaiting] = useState<Move>('stay');
  const found = useProblems(workflow);
  const refused = diagnosticsOf(error);
  const problems = refused.length > 0 ? refused : (found ?? []);
  const isForbidden = problems.some(({ severity }) => severity === 'error');
  const { data: base } = useVersion({ workflowId, version: activeVersion });
  const diff = base && diffGraphs(base.graph, draft);
  const submitByKeys = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  };
  return (
    <form
      className="flex flex-col gap-4"
      onKeyDown={submitByKeys}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isForbidden && !isPending) answer({ note: note.trim(), revision, waiting });
      }}
    >
      {isNew && (
        <Field label="Note" hint="What changed, and why. Ctrl or ⌘ + Enter publishes.">
          {(control) => (
            <Textarea
              {...control}
              autoFocus
              rows={2}
              maxLength={maxNote}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      )}
      {diff && !isUnchanged(diff) && (
        <ChangesInShort diff={diff} workflowId={workflowId} from={activeVersion!} />
      )}
      {problems.length > 0 && (
        <section aria-label="Problems">
          <p className="pb-1.5 font-medium">
            {isForbidden ? 'Correct this first:' : 'It can be published, but look at this:'}
          </p>
          <Diagnostics diagnostics={problems} graph={draft} />
        </section>
      )}
      <MoveChoice workflowId={workflowId} version={version} value={waiting} onChange={setWaiting} />
      {error && refused.length === 0 && <FieldError>{explain(error)}</FieldError>}
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        {linksToPage && isForbidden && (
          <Link
            href={`/automations/edit?id=${workflowId}`}
            className={buttonStyle({ look: 'primary' })}
          >
            Open the automation
          </Link>
        )}
        <Button
          type="submit"
          look={linksToPage && isForbidden ? 'secondary' : 'primary'}
          disabled={isForbidden || isPending || found === undefined}
        >
          {isNew ? 'Publish' : 'Activate'}
        </Button>
      </DialogActions>
    </form>
  );
}

/** What the server finds in the draft, circles through other automations included. */
function useProblems({ id: workflowId, revision }: Workflow) {
  const { data } = useQuery({
    queryKey: [...keys.workflow(workflowId), 'problems', revision],
    queryFn: ({ signal }) =>
      client.workflows.validate({ params: { workflowId }, body: {}, signal }),
    gcTime: 0,
  });
  return data?.diagnostics;
}
