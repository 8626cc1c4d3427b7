import { guaranteeOf } from '@echoai/automation/definition';
import { nodeDefinitions } from '@echoai/automation/nodes/index';
import type { WorkflowGraph, WorkflowNode } from '@echoai/contract';
import { ArrowRight, Copy, Trash2, X } from 'lucide-react';
import { type RefObject, useState } from 'react';
import type { Diagnostic } from '@/automations/diagnosticsOf';
import { iconNamed } from '@/automations/NodeIcon';
import { Button } from '@/components/Button';
import { Field, Input } from '@/components/Field';
import { NodeForm } from './form/NodeForm';
import { type Mend, mendOf } from './graph/mends';
import { waysOf } from './graph/outcomes';
import { Problem } from './Problems';
import { TryAction, usesConnection } from './TryAction';

/** The selected node: its label, its configuration, where it leads, and what is wrong with it. */
export function NodePanel({
  graph,
  node,
  diagnostics,
  isReadOnly,
  panel,
  onRename,
  onConfigure,
  onConnect,
  onDuplicate,
  onDelete,
  onMend,
  onChoose,
  onClose,
}: {
  graph: WorkflowGraph;
  node: WorkflowNode;
  /** Of this node. */
  diagnostics: Diagnostic[];
  isReadOnly: boolean;
  panel: RefObject<HTMLElement | null>;
  onRename: (label: string) => void;
  onConfigure: (config: WorkflowNode['data']['config']) => void;
  onConnect: (outcome: string) => void;
  onDuplicate: () => void;
  onDelete: () => void;
  onMend: (mend: Mend) => void;
  /** A problem was chosen, whose field is to be shown. */
  onChoose: (diagnostic: Diagnostic) => void;
  onClose: () => void;
}) {
  const definition = nodeDefinitions[node.data.config.kind];
  const Icon = iconNamed(definition?.icon);
  return (
    <aside
      ref={panel}
      aria-label={`Configuration of ${node.data.label}`}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
      className="flex min-h-0 w-full shrink-0 flex-col border-l bg-canvas outline-none max-md:border-t max-md:border-l-0 md:w-80"
    >
      <header className="flex items-center gap-2 border-b px-4 py-2">
        <Icon aria-hidden className="size-4 shrink-0 text-muted" />
        <h2 className="min-w-0 flex-1 truncate font-semibold">
          {definition?.title ?? node.data.config.kind}
        </h2>
        <Button look="quiet" size="icon" className="-mr-2" aria-label="Close" onClick={onClose}>
          <X aria-hidden />
        </Button>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-3">
        {definition && (
          <p className="text-[13px] text-muted">
            {definition.description}
            {definition.type === 'action' && ` ${guaranteeInWords(node)}`}
          </p>
        )}
        {diagnostics.length > 0 && (
          <ul aria-label="Problems of this node" className="-mx-4 divide-y border-y">
            {diagnostics.map((diagnostic, place) => (
              <Problem
                // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike, and the list is replaced as a whole.
                key={place}
                diagnostic={diagnostic}
                onMend={onMend}
                {...(diagnostic.field ? { onChoose } : {})}
                mend={isReadOnly ? undefined : mendOf(diagnostic, graph)}
              />
            ))}
          </ul>
        )}
        <LabelField
          key={`label ${node.id}`}
          node={node}
          isReadOnly={isReadOnly}
          onRename={onRename}
        />
        <NodeForm
          key={node.id}
          graph={graph}
          node={node}
          diagnostics={diagnostics}
          onChange={onConfigure}
          isReadOnly={isReadOnly}
        />
        {!isReadOnly && usesConnection(node) && <TryAction key={`try ${node.id}`} node={node} />}
        <WaysOut graph={graph} node={node} isReadOnly={isReadOnly} onConnect={onConnect} />
      </div>
      {!isReadOnly && (
        <footer className="flex gap-2 border-t px-4 py-2">
          <Button size="small" onClick={onDuplicate}>
            <Copy aria-hidden />
            Duplicate
          </Button>
          <Button size="small" look="dangerQuiet" onClick={onDelete}>
            <Trash2 aria-hidden />
            Delete
          </Button>
        </footer>
      )}
    </aside>
  );
}

const guaranteed = {
  'exactly-once': 'It happens exactly once, also when the server crashes.',
  'at-most-once': 'It never happens twice; after a crash it may be open whether it happened.',
  'at-least-once': 'It is never lost; after a crash it may happen again, with the same id.',
};

/** What a crash may do to a node; nothing while its configuration is not complete. */
function guaranteeInWords({ data: { config } }: WorkflowNode): string {
  const definition = nodeDefinitions[config.kind]!;
  const parsed = definition.config.safeParse(config);
  return parsed.success ? guaranteed[guaranteeOf(definition, parsed.data)] : '';
}

/** The label; an empty one is kept here, since a node must have one. */
function LabelField({
  node: { data },
  isReadOnly,
  onRename,
}: {
  node: WorkflowNode;
  isReadOnly: boolean;
  onRename: (label: string) => void;
}) {
  const [isEmpty, setEmpty] = useState(false);
  return (
    <Field label="Label" error={isEmpty ? 'It needs a label.' : undefined}>
      {(control) => (
        <Input
          {...control}
          value={isEmpty ? '' : data.label}
          maxLength={120}
          readOnly={isReadOnly}
          autoComplete="off"
          onBlur={() => setEmpty(false)}
          onChange={({ target: { value } }) => {
            setEmpty(value.trim() === '');
            if (value.trim() !== '') onRename(value);
          }}
        />
      )}
    </Field>
  );
}

function WaysOut({
  graph,
  node,
  isReadOnly,
  onConnect,
}: {
  graph: WorkflowGraph;
  node: WorkflowNode;
  isReadOnly: boolean;
  onConnect: (outcome: string) => void;
}) {
  const ways = waysOf(node, graph.edges);
  if (ways.length === 0) return null;
  return (
    <section aria-label="Ways out">
      <h3 className="pb-1 font-medium">Ways out</h3>
      <ul className="divide-y border-y">
        {ways.map(({ id, title, edge }) => {
          const target = graph.nodes.find((other) => other.id === edge?.target);
          return (
            <li key={id} className="flex items-center gap-1.5 py-1 text-[13px]">
              <span className="text-muted">{title}</span>
              <ArrowRight aria-hidden className="size-3.5 shrink-0 text-muted" />
              <span className="min-w-0 flex-1 truncate">{target?.data.label ?? 'nowhere'}</span>
              {!isReadOnly && (
                <Button
                  size="small"
                  look="quiet"
                  aria-label={`${edge ? 'Change' : 'Connect'} ${title}`}
                  onClick={() => onConnect(id)}
                >
                  {edge ? 'Change' : 'Connect'}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
