import { Check } from 'lucide-react';
import { Field, Input } from '@/components/Field';
import { inkOn } from './inkOn';

const presets = [
  { color: '#3b5bdb', name: 'Blue' },
  { color: '#0b7285', name: 'Teal' },
  { color: '#2b7a4b', name: 'Green' },
  { color: '#3f5b4b', name: 'Moss' },
  { color: '#b3560b', name: 'Amber' },
  { color: '#c2344d', name: 'Red' },
  { color: '#7048b6', name: 'Violet' },
  { color: '#26272b', name: 'Black' },
];

/** A colour by preset, by the browser's picker, or as `#rrggbb`. */
export function ColorField({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (color: string) => void;
  error: string | undefined;
}) {
  const isComplete = /^#[0-9a-f]{6}$/i.test(value);
  return (
    <div className="flex flex-col gap-3">
      <Field
        label="Colour"
        error={error && 'Enter six hexadecimal digits after #, such as #1f6feb.'}
        hint="Of the chat’s button, what visitors write, and marks."
      >
        {(control) => (
          <div className="flex gap-2">
            <input
              type="color"
              aria-label="Pick a colour"
              value={isComplete ? value : '#000000'}
              onChange={(event) => onChange(event.target.value)}
              className="h-9 w-11 shrink-0 rounded-md border border-control-line bg-surface p-1 sm:h-8"
            />
            <Input
              {...control}
              value={value}
              onChange={(event) => onChange(withHash(event.target.value))}
              spellCheck={false}
              autoComplete="off"
              className="w-28 tabular-nums"
            />
          </div>
        )}
      </Field>
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">Colours to choose from</legend>
        {presets.map(({ color, name }) => {
          const isChosen = value.toLowerCase() === color;
          return (
            <button
              key={color}
              type="button"
              aria-label={name}
              title={name}
              aria-pressed={isChosen}
              onClick={() => onChange(color)}
              style={{ background: color, color: inkOn(color) }}
              className="flex size-8 items-center justify-center rounded-full border border-black/10 sm:size-7"
            >
              {isChosen && <Check aria-hidden className="size-4" />}
            </button>
          );
        })}
      </fieldset>
    </div>
  );
}

const withHash = (text: string) => (text === '' || text.startsWith('#') ? text : `#${text}`).trim();
