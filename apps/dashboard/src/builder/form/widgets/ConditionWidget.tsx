'use client';

import { FolderPlus, Plus, X } from 'lucide-react';
import { useId } from 'react';
import { Button } from '@/components/Button';
import { Select } from '@/components/Field';
import {
  type Group,
  groupOf,
  isGroup,
  maxDepth,
  withItem,
  withNewGroup,
  withNewRule,
} from '../conditions';
import { useProblem, type WidgetProps } from '../formScope';
import { FieldGroup } from './GroupWidgets';
import { RowButton } from './ListWidget';
import { RuleView } from './RuleView';

/** Comparisons of which all, or any, must hold, in groups within groups. */
export function ConditionWidget({ field, path, value, onChange }: WidgetProps) {
  return (
    <FieldGroup
      title={field.title}
      description={field.description}
      problem={useProblem(path, false)}
    >
      <GroupView group={groupOf(value)} path={path} depth={1} onChange={onChange} />
    </FieldGroup>
  );
}

function GroupView({
  group,
  path,
  depth,
  onChange,
  onRemove,
}: {
  group: Group;
  path: string;
  depth: number;
  onChange: (group: Group) => void;
  onRemove?: () => void;
}) {
  const id = useId();
  const problem = useProblem(`${path}.rules`, false);
  return (
    // biome-ignore lint/a11y/useSemanticElements: its name is a sentence with a control in it.
    <div role="group" aria-label={depth > 1 ? 'Group' : 'Rules'} className="flex flex-col gap-2">
      <div className="flex items-center gap-2 text-[13px] text-muted">
        <label htmlFor={id} className="sr-only">
          How many must hold
        </label>
        <Select
          id={id}
          value={String(group.match ?? 'all')}
          onChange={({ target }) => onChange({ ...group, match: target.value })}
          className="w-20"
        >
          <option value="all">All</option>
          <option value="any">Any</option>
        </Select>
        <span className="flex-1">of these hold</span>
        {onRemove && <RowButton label="Remove this group" icon={X} onClick={onRemove} />}
      </div>
      <ol className="flex flex-col gap-2">
        {group.rules.map((item, place) => {
          const shared = {
            path: `${path}.rules.${place}`,
            onChange: (next: typeof item) => onChange(withItem(group, place, next)),
            onRemove: () => onChange(withItem(group, place, undefined)),
          };
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: rules have no names.
              key={place}
              className={
                isGroup(item)
                  ? 'border-l-2 pl-3'
                  : 'rounded-md border border-line-strong py-1.5 pr-1 pl-2'
              }
            >
              {isGroup(item) ? (
                <GroupView group={item} depth={depth + 1} {...shared} />
              ) : (
                <RuleView rule={item} {...shared} />
              )}
            </li>
          );
        })}
      </ol>
      {problem && <p className="text-[13px] text-danger-ink">{problem}</p>}
      <div className="flex gap-1.5">
        <Button size="small" onClick={() => onChange(withNewRule(group))}>
          <Plus aria-hidden />
          Rule
        </Button>
        {depth < maxDepth && (
          <Button size="small" look="quiet" onClick={() => onChange(withNewGroup(group))}>
            <FolderPlus aria-hidden />
            Group
          </Button>
        )}
      </div>
    </div>
  );
}
