import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { SearchInput } from '@/components/SearchInput';
import { NodeIcon } from './NodeIcon';
import { orderNodes } from './orderNodes';
import { templates } from './templates/index';
import type { AutomationTemplate } from './templates/template';

/** The choices that are no templates. */
export const fromNothing = 'nothing';
export const fromJson = 'json';

type Choice = Omit<AutomationTemplate, 'graph'> & Partial<AutomationTemplate>;

const others: Choice[] = [
  {
    id: fromNothing,
    title: 'Nothing',
    description: 'You choose its nodes in the builder.',
  },
  {
    id: fromJson,
    title: 'From JSON',
    description: 'A file that another automation was exported to, or its graph as text.',
  },
];

/** Chooses what a new automation begins with. */
export function StartChoice({
  value,
  onChange,
}: {
  value: string;
  onChange: (id: string) => void;
}) {
  const group = useId();
  const [search, setSearch] = useState('');
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = templates.filter((template) =>
    words.every((word) => textOf(template).includes(word)),
  );
  return (
    <fieldset className="min-w-0">
      <legend className="pb-1.5 font-medium">Begin with</legend>
      <SearchInput label="Search templates" value={search} onChange={setSearch} className="mb-2" />
      <div className="divide-y border-y">
        {[...found, ...others].map(({ id, title, description, needs, graph }) => (
          <label key={id} className="flex cursor-pointer items-start gap-2.5 py-2.5">
            <input
              type="radio"
              name={group}
              value={id}
              checked={value === id}
              onChange={() => onChange(id)}
              aria-describedby={`${group}-${id}`}
              className="mt-1 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block font-medium">{title}</span>
              <span id={`${group}-${id}`} className="block text-pretty text-[13px] text-muted">
                {description}
                {needs && <span className="block">It needs {needs}.</span>}
              </span>
              {graph && value === id && <Preview graph={graph} />}
            </span>
          </label>
        ))}
      </div>
      {found.length === 0 && (
        <p role="status" className="pt-2 text-[13px] text-muted">
          No template is about that. Begin with nothing, and choose the nodes yourself.
        </p>
      )}
    </fieldset>
  );
}

/** The steps of a template, along its ways. */
function Preview({ graph }: Pick<AutomationTemplate, 'graph'>) {
  const nodes = orderNodes(graph);
  const leads = (from: string, to: string) =>
    graph.edges.some(({ source, target }) => source === from && target === to);
  return (
    <span className="mt-2 flex flex-wrap items-center gap-x-1 gap-y-1.5 text-xs">
      <span className="sr-only">Steps: </span>
      {nodes.map(({ id, data }, place) => (
        <span key={id} className="flex items-center gap-1">
          {place > 0 && <Joint leads={leads(nodes[place - 1]!.id, id)} />}
          <span className="flex items-center gap-1 rounded border bg-sunken px-1.5 py-0.5">
            <NodeIcon kind={data.config.kind} className="size-3.5" />
            {data.label}
          </span>
        </span>
      ))}
    </span>
  );
}

/** An arrow to what comes next, a stroke before what another way leads to. */
function Joint({ leads }: { leads: boolean }) {
  return leads ? (
    <ChevronRight aria-hidden className="size-3 text-muted" />
  ) : (
    <span aria-hidden className="px-1 text-muted">
      /
    </span>
  );
}

/** What a search looks in. */
function textOf({ title, description, needs = '', graph }: AutomationTemplate): string {
  const labels = graph.nodes.map(({ data }) => `${data.label} ${data.config.kind}`);
  return [title, description, needs, ...labels].join(' ').replaceAll('_', ' ').toLowerCase();
}
