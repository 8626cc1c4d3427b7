import type { CandidateMode, Workflow } from '@echoai/contract';
import { GitCompareArrows } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useVersions } from '@/automations/automationQueries';
import { Diagnostics } from '@/automations/Diagnostics';
import { diagnosticsOf } from '@/automations/diagnosticsOf';
import { Button } from '@/components/Button';
import { Field, FieldError, Input, Select } from '@/components/Field';
import { explain } from '@/lib/client';
import { useCandidateChange } from './candidateQueries';

const modes: Record<CandidateMode, { title: string; hint: string }> = {
  shadow: {
    title: 'Shadow: simulate it on every event',
    hint: 'Nothing is sent or changed. Visitors do not notice, and nobody answers its questions.',
  },
  canary: {
    title: 'Canary: run it for a share of the visitors',
    hint: 'For real. A visitor stays on one side, and an execution on the version it began with.',
  },
};

/** Which version is tried, and how. */
export function CandidateForm({
  workflow,
  activeVersion,
}: {
  workflow: Workflow;
  activeVersion: number;
}) {
  const { data: versions } = useVersions(workflow.id);
  const [version, setVersion] = useState('draft');
  const [mode, setMode] = useState<CandidateMode>('shadow');
  const [share, setShare] = useState('10');
  const [most, setMost] = useState('20');
  const { mutate, isPending, error } = useCandidateChange(workflow.id);
  const diagnostics = diagnosticsOf(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({
      to: 'set',
      settings: {
        mode,
        maxFailureShare: Number(most),
        ...(version === 'draft' ? {} : { version: Number(version) }),
        ...(mode === 'canary' ? { share: Number(share) } : {}),
      },
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <div className="flex flex-wrap items-start gap-3">
        <Field label="Version" className="w-56">
          {(control) => (
            <Select
              {...control}
              value={version}
              onChange={(event) => setVersion(event.target.value)}
            >
              <option value="draft">The draft, as a new version</option>
              {versions
                ?.filter((one) => one.version !== activeVersion)
                .map(({ version }) => (
                  <option key={version} value={version}>
                    Version {version}
                  </option>
                ))}
            </Select>
          )}
        </Field>
        <Field label="How" hint={modes[mode].hint} className="w-80 max-w-full">
          {(control) => (
            <Select
              {...control}
              value={mode}
              onChange={(event) => setMode(event.target.value as CandidateMode)}
            >
              {Object.entries(modes).map(([name, { title }]) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <div className="flex flex-wrap items-start gap-3">
        {mode === 'canary' && (
          <PercentField label="Share of visitors, %" least={1} value={share} onChange={setShare} />
        )}
        <PercentField
          label="Most failures, %"
          hint="Above it is rolled back by itself."
          least={0}
          value={most}
          onChange={setMost}
        />
      </div>
      <div>
        <Button type="submit" look="primary" disabled={isPending}>
          <GitCompareArrows aria-hidden />
          Begin
        </Button>
      </div>
      {error && diagnostics.length === 0 && <FieldError>{explain(error)}</FieldError>}
      {diagnostics.length > 0 && <Diagnostics diagnostics={diagnostics} graph={workflow.draft} />}
    </form>
  );
}

export function PercentField({
  label,
  hint,
  least,
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  least: number;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label} className="w-56" {...(hint ? { hint } : {})}>
      {(control) => (
        <Input
          {...control}
          type="number"
          inputMode="numeric"
          required
          min={least}
          max={100}
          step={1}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
