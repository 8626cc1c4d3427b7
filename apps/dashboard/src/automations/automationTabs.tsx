'use client';

import type { Workflow } from '@echoai/contract';
import { useState } from 'react';
import type { Activation } from '@/activation/useActivation';
import { Button } from '@/components/Button';
import { Field, Input } from '@/components/Field';
import { Section } from '@/components/Section';
import type { NameForm } from './AutomationForm';
import { DeleteAutomation } from './DeleteAutomation';
import { GraphEditor } from './GraphEditor';
import { NodeList } from './NodeList';
import { RunByHand } from './RunByHand';
import { Simulate } from './Simulate';
import type { useGraphEditor } from './useGraphEditor';
import { Versions } from './Versions';
import { Webhook } from './Webhook';

/** What the automation consists of, to read and to edit. */
export function Nodes({
  workflow,
  editor,
}: {
  workflow: Workflow;
  editor: ReturnType<typeof useGraphEditor>;
}) {
  return (
    <div className="divide-y">
      <Section title="Nodes" description="What it does, from the trigger along its ways.">
        <NodeList graph={workflow.draft} />
      </Section>
      <Section title="Edit" description="The same as JSON, as the API stores it.">
        <GraphEditor editor={editor} saved={workflow.draft} />
      </Section>
    </div>
  );
}

/** Trying it without effects, and running it with them. */
export function Trials({ workflow }: { workflow: Workflow }) {
  return (
    <div className="divide-y">
      <Section
        title="Simulate"
        description="What the saved draft would do. Nothing is sent, stored or waited for."
      >
        <Simulate workflow={workflow} />
      </Section>
      <Section title="Run by hand" description="Starts the active version now, for real.">
        <RunByHand workflow={workflow} />
      </Section>
    </div>
  );
}

export function Settings({
  workflow,
  form: { values, errors, change, flush },
  activation,
}: {
  workflow: Workflow;
  form: NameForm;
  activation: Activation;
}) {
  const [isDeleting, setDeleting] = useState(false);
  const hasWebhook = workflow.draft.nodes.some(({ data }) => data.config.kind === 'webhook');
  return (
    <div className="divide-y">
      <Section title="Automation" description="What your team calls it; visitors do not see it.">
        <Field label="Name" error={errors.name}>
          {(control) => (
            <Input
              {...control}
              value={values.name}
              onChange={(event) => change({ name: event.target.value })}
              onBlur={flush}
              autoComplete="off"
            />
          )}
        </Field>
      </Section>
      {hasWebhook && (
        <Section title="Webhook" description="How another program starts it.">
          <Webhook {...workflow.webhook} />
        </Section>
      )}
      <Section
        title="Versions"
        description="What ran and what runs. An execution keeps to the version that it began with, unless you move it."
      >
        <Versions workflow={workflow} activation={activation} />
      </Section>
      <Section title="Delete" description="Cancels what it has under way.">
        <Button look="secondary" className="text-danger-ink" onClick={() => setDeleting(true)}>
          Delete this automation …
        </Button>
      </Section>
      <DeleteAutomation workflow={workflow} open={isDeleting} onOpenChange={setDeleting} />
    </div>
  );
}
