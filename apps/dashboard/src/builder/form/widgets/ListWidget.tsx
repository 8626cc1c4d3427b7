'use client';

import type { FormField } from '@echoai/automation/fields/formFields';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { Button } from '@/components/Button';
import { FieldList, FieldView } from '../FieldView';
import { useProblem, type WidgetProps } from '../formScope';
import { evenly, isObject, newItem } from '../values';
import { FieldGroup } from './GroupWidgets';

/** Items below each other, which can be added, moved and removed. */
export function ListWidget({ field, path, value, onChange }: WidgetProps) {
  const items = Array.isArray(value) ? value : [];
  const item = field.item!;
  const move = (from: number, to: number) =>
    onChange(items.with(from, items[to]).with(to, items[from]));
  const isFull = items.length >= (field.most ?? Number.POSITIVE_INFINITY);
  return (
    <FieldGroup
      title={field.title}
      description={field.description}
      problem={useProblem(path, false)}
    >
      {items.length > 0 && (
        <ol className="flex flex-col gap-2">
          {items.map((each, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: items have no names of their own that last.
            <li key={place} className="rounded-md border border-line-strong px-3 pt-1.5 pb-3">
              <div className="flex items-center justify-between">
                <span className="truncate text-[13px] text-muted">{nameOf(each, place)}</span>
                <span className="-mr-2 flex">
                  <RowButton
                    label={`Move ${nameOf(each, place)} up`}
                    icon={ArrowUp}
                    isDisabled={place === 0}
                    onClick={() => move(place, place - 1)}
                  />
                  <RowButton
                    label={`Move ${nameOf(each, place)} down`}
                    icon={ArrowDown}
                    isDisabled={place === items.length - 1}
                    onClick={() => move(place, place + 1)}
                  />
                  <RowButton
                    label={`Remove ${nameOf(each, place)}`}
                    icon={X}
                    onClick={() =>
                      onChange(without({ items, place, isOptional: field.isOptional }))
                    }
                  />
                </span>
              </div>
              <Item
                item={item}
                path={`${path}.${place}`}
                value={each}
                onChange={(next) => onChange(items.with(place, next))}
              />
            </li>
          ))}
        </ol>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          size="small"
          disabled={isFull}
          onClick={() => onChange([...items, newItem(item, items)])}
        >
          <Plus aria-hidden />
          Add
        </Button>
        {field.widget === 'percentages' && <Sum items={items} onChange={onChange} />}
      </div>
    </FieldGroup>
  );
}

function Item({
  item,
  path,
  value,
  onChange,
}: {
  item: FormField;
  path: string;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  if (!item.fields)
    return <FieldView field={item} path={path} value={value} onChange={onChange} siblings={{}} />;
  return (
    <div className="grid grid-cols-2 gap-3">
      <FieldList
        fields={item.fields}
        values={isObject(value) ? value : {}}
        path={path}
        onChange={onChange}
        isGrid
      />
    </div>
  );
}

/** What the parts of a split make together, and a way to mend it. */
function Sum({ items, onChange }: { items: unknown[]; onChange: (value: unknown) => void }) {
  const shares = items.map((item) => (isObject(item) ? Number(item.percentage) || 0 : 0));
  const sum = Math.round(shares.reduce((total, share) => total + share, 0) * 1000) / 1000;
  const spread = () => {
    const even = evenly(items.length);
    onChange(items.map((item, place) => ({ ...(item as object), percentage: even[place] })));
  };
  return (
    <>
      <Button size="small" look="quiet" disabled={items.length === 0} onClick={spread}>
        Divide evenly
      </Button>
      <output className="ml-auto text-[13px] text-muted tabular-nums">{sum} % of 100 %</output>
    </>
  );
}

export function RowButton({
  label,
  icon: Icon,
  isDisabled = false,
  onClick,
}: {
  label: string;
  icon: typeof X;
  isDisabled?: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={isDisabled}
      onClick={onClick}
      className="flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink disabled:opacity-40 sm:size-7 [&_svg]:size-3.5"
    >
      <Icon aria-hidden />
    </button>
  );
}

/** A list that may be left out is, once it is empty. */
function without({
  items,
  place,
  isOptional,
}: {
  items: unknown[];
  place: number;
  isOptional: boolean;
}): unknown[] | undefined {
  const rest = items.toSpliced(place, 1);
  return rest.length === 0 && isOptional ? undefined : rest;
}

function nameOf(item: unknown, place: number): string {
  const name = isObject(item) ? (item.title ?? item.name) : undefined;
  return typeof name === 'string' && name.trim() ? name : `Entry ${place + 1}`;
}
