import type { NodeDefinition } from '@echoai/automation/definition';
import { nodeDefinitions } from '@echoai/automation/nodes/index';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { iconNamed } from '@/automations/NodeIcon';
import { SearchInput } from '@/components/SearchInput';
import { classes } from '@/lib/classes';
import { draggedKind } from './Canvas';

const groups = [
  { type: 'trigger', title: 'Triggers' },
  { type: 'action', title: 'Actions' },
  { type: 'condition', title: 'Conditions' },
] as const;

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
    .filter(({ type }) => !without.includes(type))
    .map((group) => ({ ...group, items: kindsOf(group.type, search) }))
    .filter(({ items }) => items.length > 0);
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
    <div ref={list} className={classes('flex min-h-0 flex-col gap-2', className)} onKeyDown={step}>
      <SearchInput label="Search nodes" value={search} onChange={setSearch} hasFocus={hasFocus} />
      <div className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1">
        {found.map(({ type, title, items }, group) => (
          <section key={type} aria-labelledby={`${id}-${type}`} className="pb-2">
            <h3 id={`${id}-${type}`} className="py-1 font-medium text-muted text-xs">
              {title}
            </h3>
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
  definition: { kind, title, description, icon },
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
  const Icon = iconNamed(icon);
  return (
    <button
      type="button"
      tabIndex={isStop ? 0 : -1}
      title={description}
      draggable={isDraggable}
      onDragStart={(event) => {
        event.dataTransfer.setData(draggedKind, kind);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={() => onPick(kind)}
      className="flex w-full items-center gap-2 rounded-md px-1.5 py-1 text-left text-[13px] hover:bg-hover focus-visible:outline-offset-0"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="truncate">{title}</span>
    </button>
  );
}

function kindsOf(type: NodeDefinition['type'], search: string): NodeDefinition[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return Object.values(nodeDefinitions)
    .filter((definition) => {
      const text = `${definition.title} ${definition.kind} ${definition.description}`.toLowerCase();
      return definition.type === type && words.every((word) => text.includes(word));
    })
    .sort(
      (one, other) =>
        // What is called so comes before what only tells of it.
        Number(isCalled(other, search)) - Number(isCalled(one, search)) ||
        one.title.localeCompare(other.title),
    );
}

const isCalled = ({ title }: NodeDefinition, search: string) =>
  search !== '' && title.toLowerCase().startsWith(search.trim().toLowerCase());

function moveFocus(list: HTMLElement, by: 1 | -1): void {
  const stops = [...list.querySelectorAll<HTMLElement>('input, button')];
  const next = stops.indexOf(document.activeElement as HTMLElement) + by;
  stops[Math.max(0, Math.min(stops.length - 1, next))]?.focus();
}
