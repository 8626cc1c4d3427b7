import type { WorkflowGraph } from '@echoai/contract';
import { Unlink } from 'lucide-react';
import { useState } from 'react';
import { NodeIcon } from '@/automations/NodeIcon';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, Select } from '@/components/Field';
import { SearchInput } from '@/components/SearchInput';
import { canConnect, type Exit, exitOf } from './graph/edits';
import { type Way, waysOf } from './graph/outcomes';
import type { Position } from './graph/places';
import { keysHelp } from './keys';
import { NodePicker } from './NodePicker';

/** What the builder asks in a dialog. */
export type Question =
  | { is: 'add'; behind?: Exit | undefined; position?: Position }
  | { is: 'connect'; source: string; outcome?: string }
  | { is: 'keys' };

/** Which node to add, and behind which way out. */
export function AddDialog({
  graph,
  question,
  onAdd,
  onClose,
}: {
  graph: WorkflowGraph;
  question: Extract<Question, { is: 'add' }>;
  onAdd: (added: { kind: string; behind?: Exit | undefined; position?: Position }) => void;
  onClose: () => void;
}) {
  const [behind, setBehind] = useState(question.behind);
  const source = graph.nodes.find(({ id }) => id === behind?.source);
  const ways = source ? waysOf(source, graph.edges).filter(({ isUnknown }) => !isUnknown) : [];
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={source ? `Add behind ${source.data.label}` : 'Add a node'}
    >
      {source && ways.length > 1 && (
        <Field label="Way out">
          {(control) => (
            <Select
              {...control}
              value={behind?.outcome}
              onChange={(event) => setBehind({ source: source.id, outcome: event.target.value })}
            >
              {ways.map((way) => (
                <WayOption key={way.id} way={way} graph={graph} />
              ))}
            </Select>
          )}
        </Field>
      )}
      <NodePicker
        hasFocus
        without={source ? ['trigger'] : []}
        onPick={(kind) => {
          const { position } = question;
          onAdd({ kind, behind, ...(position ? { position } : {}) });
        }}
      />
    </Dialog>
  );
}

/** Where a way out leads: chosen from a list, for whoever does not drag. */
export function ConnectDialog({
  graph,
  question,
  onConnect,
  onDisconnect,
  onClose,
}: {
  graph: WorkflowGraph;
  question: Extract<Question, { is: 'connect' }>;
  onConnect: (connection: Exit & { target: string }) => void;
  onDisconnect: (edgeId: string) => void;
  onClose: () => void;
}) {
  const { source } = question;
  const node = graph.nodes.find(({ id }) => id === source)!;
  const ways = waysOf(node, graph.edges);
  const [outcome, setOutcome] = useState(
    question.outcome ?? exitOf(graph, source)?.outcome ?? ways[0]?.id ?? 'next',
  );
  const [search, setSearch] = useState('');
  const edge = ways.find(({ id }) => id === outcome)?.edge;
  const targets = graph.nodes.filter(
    ({ id, data }) =>
      canConnect(graph, { source, target: id }) &&
      data.label.toLowerCase().includes(search.trim().toLowerCase()),
  );
  const take = (target: string | undefined) => target && onConnect({ source, outcome, target });
  return (
    <Dialog open onOpenChange={onClose} title={`Connect ${node.data.label}`}>
      {ways.length > 1 && (
        <Field label="Way out">
          {(control) => (
            <Select
              {...control}
              value={outcome}
              onChange={(event) => setOutcome(event.target.value)}
            >
              {ways.map((way) => (
                <WayOption key={way.id} way={way} graph={graph} />
              ))}
            </Select>
          )}
        </Field>
      )}
      <form
        className="flex min-h-0 flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          take(targets[0]?.id);
        }}
      >
        <SearchInput label="Search targets" value={search} onChange={setSearch} hasFocus />
        <ul aria-label="Targets">
          {targets.map(({ id, data }) => (
            <li key={id}>
              <button
                type="button"
                onClick={() => take(id)}
                className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover focus-visible:outline-offset-0"
              >
                <NodeIcon kind={data.config.kind} />
                <span className="truncate">{data.label}</span>
              </button>
            </li>
          ))}
        </ul>
        {targets.length === 0 && (
          <p className="text-muted">There is no node that it can lead to.</p>
        )}
      </form>
      {edge && (
        <Button look="dangerQuiet" className="self-start" onClick={() => onDisconnect(edge.id)}>
          <Unlink aria-hidden />
          Remove this edge
        </Button>
      )}
    </Dialog>
  );
}

function WayOption({ way, graph }: { way: Way; graph: WorkflowGraph }) {
  const target = graph.nodes.find(({ id }) => id === way.edge?.target);
  return (
    <option value={way.id}>
      {way.title}
      {target && ` → ${target.data.label}`}
    </option>
  );
}

/** All keys of the canvas. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose} title="Keys of the canvas">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        {keysHelp.map(({ keys, does }) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="whitespace-nowrap rounded border bg-sunken px-1.5 py-0.5 font-sans text-xs">
                {keys}
              </kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
