'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Checkbox } from '@/components/Checkbox';
import { Input, Select } from '@/components/Field';
import { useProblem, type WidgetProps } from '../formScope';
import { newRow, type RowType, rowsOf, rowTypes, type SchemaRow, schemaOf } from '../schemaRows';
import { isEqual } from '../values';
import { FieldGroup } from './GroupWidgets';
import { RowButton } from './ListWidget';
import { JsonWidget } from './TextWidgets';
import { Words } from './WordsWidget';

/** The fields of a JSON Schema as a table, or the whole as JSON where a table cannot say it. */
export function JsonSchemaWidget(props: WidgetProps) {
  const { field, path, value, onChange } = props;
  const [typed, setTyped] = useState<SchemaRow[]>();
  const [asJson, setAsJson] = useState(false);
  const problem = useProblem(path);
  // A name that is empty, or there twice, gets lost in the schema; the rows that are typed keep it.
  const rows = typed && isEqual(schemaOf(typed), value) ? typed : rowsOf(value);
  const change = (next: SchemaRow[]) => {
    setTyped(next);
    onChange(next.length === 0 && field.isOptional ? undefined : schemaOf(next));
  };
  const isTable = rows !== null && !asJson;
  const other = rows && (
    <button
      type="button"
      onClick={() => setAsJson(!asJson)}
      className="h-6 shrink-0 rounded px-1 text-muted text-xs hover:bg-hover hover:text-ink"
    >
      {isTable ? 'As JSON' : 'As a table'}
    </button>
  );
  if (!isTable)
    return (
      <div className="flex flex-col gap-1">
        <JsonWidget {...props} />
        <div className="flex justify-end">{other}</div>
      </div>
    );
  return (
    <FieldGroup
      title={field.title}
      description={field.description}
      problem={problem}
      action={other}
    >
      {rows.length > 0 && (
        <ol className="flex flex-col divide-y rounded-md border border-line-strong">
          {rows.map((row, place) => (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: names change while one types.
              key={place}
              row={row}
              isTwice={rows.some((each, at) => at !== place && each.name === row.name)}
              onChange={(next) => change(rows.with(place, next))}
              onRemove={() => change(rows.toSpliced(place, 1))}
            />
          ))}
        </ol>
      )}
      <Button size="small" className="self-start" onClick={() => change([...rows, newRow])}>
        <Plus aria-hidden />
        Add a field
      </Button>
    </FieldGroup>
  );
}

function Row({
  row,
  isTwice,
  onChange,
  onRemove,
}: {
  row: SchemaRow;
  isTwice: boolean;
  onChange: (row: SchemaRow) => void;
  onRemove: () => void;
}) {
  const name = row.name || 'unnamed field';
  const wrong = row.name === '' ? 'Needs a name.' : isTwice ? 'Needs a name of its own.' : '';
  return (
    <li className="flex flex-col gap-2 p-2">
      <div className="flex gap-1.5">
        <Input
          aria-label="Name"
          {...(wrong ? { 'aria-invalid': true } : {})}
          value={row.name}
          placeholder="name"
          onChange={({ target }) => onChange({ ...row, name: target.value })}
          autoComplete="off"
          spellCheck={false}
          className="min-w-0 flex-1 font-mono sm:text-[13px]"
        />
        <Select
          aria-label={`Type of ${name}`}
          value={row.type}
          onChange={({ target }) => onChange({ ...row, type: target.value as RowType })}
          className="w-32"
        >
          {Object.entries(rowTypes).map(([type, title]) => (
            <option key={type} value={type}>
              {title}
            </option>
          ))}
        </Select>
        <RowButton label={`Remove ${name}`} icon={X} onClick={onRemove} />
      </div>
      {wrong && <p className="text-[13px] text-danger-ink">{wrong}</p>}
      <Input
        aria-label={`What ${name} is`}
        value={row.description}
        placeholder="What it is, for the model"
        onChange={({ target }) => onChange({ ...row, description: target.value })}
      />
      {row.type === 'choice' && (
        <Words
          field={{ title: 'Choices', widget: 'words', isOptional: false }}
          path=""
          value={row.choices}
          onChange={(choices) => onChange({ ...row, choices: (choices as string[]) ?? [] })}
          siblings={{}}
          known={[]}
        />
      )}
      <Checkbox
        checked={row.isRequired}
        onChange={(isRequired) => onChange({ ...row, isRequired })}
      >
        Always there
      </Checkbox>
    </li>
  );
}
