'use client';

import type {
  SimulatedStep,
  WorkflowGraph,
  WorkflowNode,
  workflowEndpoints,
} from '@echoai/contract';
import { CircleCheck, CircleDashed, CircleStop, CircleX, type LucideIcon } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import type { z } from 'zod';
import { outcomesOf } from '@/builder/graph/outcomes';
import type { Mark } from '@/builder/NodeCard';
import { Button } from '@/components/Button';
import { Field, Input, Select } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { Status } from '@/components/Status';
import { Trace } from '@/trace/Trace';
import { Diagnostics } from './Diagnostics';
import { EffectList } from './EffectList';
import { SimulatedFacts } from './SimulatedFacts';

type Result = z.infer<typeof workflowEndpoints.simulate.response>;
/** What a node is to do, visit by visit; the rest is made up. */
export type Choices = Record<string, { outcome: string; output?: unknown }[]>;

const ends: Record<
  Result['status'],
  { tone: ComponentProps<typeof Status>['tone']; icon: LucideIcon; text: string }
> = {
  ended: { tone: 'success', icon: CircleCheck, text: 'It comes to an end' },
  failed: { tone: 'danger', icon: CircleX, text: 'It fails' },
  stopped: { tone: 'warning', icon: CircleStop, text: 'It was stopped' },
  invalid: { tone: 'danger', icon: CircleX, text: 'It has errors and cannot run' },
};

/** What a simulation would have done: the way it took to step through, and every effect in order. */
export function SimulationResult({
  result: { status, diagnostics, steps, effects, endedAt, error, notStarted },
  graph,
  event,
  choices,
  onChoose,
}: {
  result: Result;
  graph: WorkflowGraph;
  event: unknown;
  choices: Choices;
  /** Simulates anew, with what nodes are to do. */
  onChoose: (choices: Choices) => void;
}) {
  const { tone, icon, text } = ends[status];
  return (
    <div className="flex flex-col gap-4">
      {notStarted && <Notice look="warning">It would not have started: {notStarted}.</Notice>}
      <p aria-live="polite" className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {/* No success, since nothing would have happened. */}
        <Status tone={notStarted && tone === 'success' ? 'neutral' : tone} icon={icon}>
          {notStarted ? `When it starts, ${text.charAt(0).toLowerCase()}${text.slice(1)}` : text}
        </Status>
        {endedAt && (
          <span className="text-[13px] text-muted">
            At {new Date(endedAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}
          </span>
        )}
        {Object.keys(choices).length > 0 && (
          <Button size="small" look="quiet" onClick={() => onChoose({})}>
            Forget the chosen ways
          </Button>
        )}
      </p>
      {/* Of a failure the last step says it. */}
      {status === 'stopped' && error && <p className="text-danger-ink">{error}</p>}
      {diagnostics.length > 0 && <Diagnostics diagnostics={diagnostics} graph={graph} />}
      {steps.length > 0 && (
        <Trace graph={graph} steps={steps} event={event} markOf={markOf}>
          {(step, place) => (
            <>
              <SimulatedFacts step={step} />
              <OtherWay
                key={`${place} ${step.nodeId} ${step.outcome}`}
                step={step}
                node={graph.nodes.find(({ id }) => id === step.nodeId)}
                onChoose={(choice) =>
                  onChoose({ ...choices, [step.nodeId]: [...visitsBefore(steps, place), choice] })
                }
              />
            </>
          )}
        </Trace>
      )}
      {status !== 'invalid' && (
        <div>
          <h3 className="pb-1.5 font-medium">Effects</h3>
          <EffectList effects={effects} graph={graph} />
        </div>
      )}
    </div>
  );
}

/** What a node did on its visits before this one, for it to do the same again. */
function visitsBefore(steps: SimulatedStep[], place: number): Choices[string] {
  const { nodeId } = steps[place]!;
  return steps
    .slice(0, place)
    .flatMap((step) =>
      step.nodeId === nodeId && step.outcome
        ? [{ outcome: step.outcome, output: step.output }]
        : [],
    );
}

function markOf({ error }: SimulatedStep, count: number): Mark {
  const [tone, icon, word] = error
    ? (['danger', CircleX, 'Fails'] as const)
    : (['success', CircleDashed, 'Visited'] as const);
  return { tone, icon, text: count > 1 ? `${word} ${count} times` : word };
}

/** Lets a node do something else than it did: another way out, or another answer. */
function OtherWay({
  step: { outcome, output },
  node,
  onChoose,
}: {
  step: SimulatedStep;
  node: WorkflowNode | undefined;
  onChoose: (choice: Choices[string][number]) => void;
}) {
  const ways = node && node.type !== 'trigger' ? outcomesOf(node.data.config) : [];
  const answer = (output as { answer?: unknown } | null)?.answer;
  const [chosen, setChosen] = useState(outcome ?? '');
  const [text, setText] = useState(answer === undefined ? '' : String(answer));
  if (ways.length < 2) return null;
  const isAnswer = node!.data.config.kind === 'ask_visitor' && chosen === 'answered';
  return (
    <form
      className="flex flex-col gap-3 border-t pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        onChoose({ outcome: chosen, ...(isAnswer && text ? { output: { answer: text } } : {}) });
      }}
    >
      <Field label="Way out">
        {(control) => (
          <Select {...control} value={chosen} onChange={(event) => setChosen(event.target.value)}>
            {ways.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {isAnswer && (
        <Field label="What the visitor answers" hint="Empty for an example that fits.">
          {(control) => (
            <Input {...control} value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
      )}
      <Button type="submit" size="small" className="self-start">
        Go this way
      </Button>
    </form>
  );
}
