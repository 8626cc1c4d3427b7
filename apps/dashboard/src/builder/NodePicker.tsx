import type { NodeDefinition } from '@echoai/automation/definition';
import { nodeDefinitions } from '@echoai/automation/nodes/index';
import { providers } from '@echoai/integrations';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { iconNamed } from '@/automations/NodeIcon';
import { SearchInput } from '@/components/SearchInput';
import { classes } from '@/lib/classes';
import { draggedKind } from './Canvas';

interface Group {
  key: string;
  title: string;
  has(definition: NodeDefinition): boolean;
}

/** Ours by what they are for, and those of each provider together. */
const groups: Group[] = [
  ...(['trigger', 'action', 'condition'] as const).map((type) => ({
    key: type,
    title: { trigger: 'Triggers', action: 'Actions', condition: 'Conditions' }[type],
    has: (definition: NodeDefinition) => definition.type === type && !providerOf(definition),
  })),
  ...Object.values(providers).map(({ id, title }) => ({
    key: id,
    title,
    has: (definition: NodeDefinition) => providerOf(definition)?.id === id,
  })),
];

/** The provider whose name its title begins with. */
function providerOf({ title }: NodeDefinition) {
  return Object.values(providers).find((provider) => title.startsWith(`${provider.title}: `));
}

/** Under the provider's name, a title need not say it again. */
function shortTitle(definition: NodeDefinition): string {
  const provider = providerOf(definition);
  if (!provider) return definition.title;
  const rest = definition.title.slice(provider.title.length + 2);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** The kinds of nodes, found by typing; Enter takes the first. */
export function NodePicker({
  onPick,
  without = [],
  isDraggable = false,
  hasFocus = false,
  className,
}: {
  onPick: (kind: string) => void;
  /** Types that cannot be chosen here. */
  without?: NodeDefinition['type'][];
  isDraggable?: boolean;
  /** Whether the search has the focus from the beginning. */
  hasFocus?: boolean;
  className?: string;
}) {
  const [search, setSearch] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const found = groups
    .map((group) => ({
      ...group,
      items: matching(search).filter(
        (definition) => group.has(definition) && !without.includes(definition.type),
      ),
    }))
    .filter(({ items }) => items.length > 0)
    // Enter takes the first of all, which is not always one of the first group.
    .sort((one, other) => rankOf(other.items[0], search) - rankOf(one.items[0], search));
  const step = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      const first = found[0]?.items[0];
      if (first) onPick(first.kind);
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    moveFocus(list.current!, event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the field and buttons in it.
    <div
      ref={list}
      className={classes('flex min-h-0 min-w-0 flex-col gap-2', className)}
      onKeyDown={step}
    >
      <SearchInput label="Search nodes" value={search} onChange={setSearch} hasFocus={hasFocus} />
      <div className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1">
        {found.map(({ key, title, items }, group) => (
          <section key={key} aria-labelledby={`${id}-${key}`} className="pb-2">
            <p id={`${id}-${key}`} className="py-1 font-medium text-muted text-xs">
              {title}
            </p>
            <ul>
              {items.map((definition, place) => (
                <li key={definition.kind}>
                  <Kind
                    definition={definition}
                    onPick={onPick}
                    isDraggable={isDraggable}
                    isStop={group === 0 && place === 0}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {found.length === 0 && <p className="py-2 text-muted">No node is called so.</p>}
      </div>
    </div>
  );
}

function Kind({
  definition,
  onPick,
  isDraggable,
  isStop,
}: {
  definition: NodeDefinition;
  onPick: (kind: string) => void;
  isDraggable: boolean;
  /** Whether Tab stops here; from there arrow keys go on. */
  isStop: boolean;
}) {
  const { kind, title, description, icon } = definition;
  const Icon = iconNamed(icon);
  return (
    <button
      type="button"
      tabIndex={isStop ? 0 : -1}
      title={description}
      aria-label={title}
      draggable={isDraggable}
      onDragStart={(event) => {
        event.dataTransfer.setData(draggedKind, kind);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={() => onPick(kind)}
      className="flex w-full items-center gap-2 rounded-md px-1.5 py-1 text-left text-[13px] hover:bg-hover focus-visible:outline-offset-0"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="truncate">{shortTitle(definition)}</span>
    </button>
  );
}

/** The kinds that have all words, best first; triggers before what they lead to. */
function matching(search: string): NodeDefinition[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return Object.values(nodeDefinitions)
    .filter((definition) => {
      const text = `${definition.title} ${definition.kind} ${definition.description}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort(
      (one, other) =>
        rankOf(other, search) - rankOf(one, search) ||
        other.type.localeCompare(one.type) ||
        one.title.localeCompare(other.title),
    );
}

/** What is called so comes before what has a word of it, and that before what only tells of it. */
function rankOf(definition: NodeDefinition | undefined, search: string): number {
  const sought = search.trim().toLowerCase();
  const title = definition?.title.toLowerCase() ?? '';
  if (sought === '') return 0;
  if (title === sought) return 3;
  if (title.startsWith(sought)) return 2;
  return title.includes(` ${sought}`) ? 1 : 0;
}

function moveFocus(list: HTMLElement, by: 1 | -1): void {
  const stops = [...list.querySelectorAll<HTMLElement>('input, button')];
  const next = stops.indexOf(document.activeElement as HTMLElement) + by;
  stops[Math.max(0, Math.min(stops.length - 1, next))]?.focus();
}
