import type { WorkflowVersion } from '@echoai/contract';
import { cutText } from '@echoai/contract/text';
import { Field, Select } from '@/components/Field';

export const draftSide = 'draft';
/** What is compared: a version by its number, or the draft. */
export type Side = number | typeof draftSide;

export function sideTitle(side: Side): string {
  return side === draftSide ? 'the draft' : `version ${side}`;
}

export function VersionSelect({
  label,
  value,
  versions,
  onChange,
}: {
  label: string;
  value: Side;
  versions: WorkflowVersion[];
  onChange: (side: Side) => void;
}) {
  return (
    <Field label={label} className="min-w-0 flex-1">
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={({ target }) =>
            onChange(target.value === draftSide ? draftSide : Number(target.value))
          }
        >
          <option value={draftSide}>Draft</option>
          {versions.map(({ version, isActive, note }) => (
            <option key={version} value={version}>
              Version {version}
              {isActive && ', active'}
              {note && `: ${cutText(note, 40)}`}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
