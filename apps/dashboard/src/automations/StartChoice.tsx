import { useId } from 'react';
import { templates } from './templates';

/** The choices that are no templates. */
export const fromNothing = 'nothing';
export const fromJson = 'json';

const choices = [
  ...templates,
  {
    id: fromNothing,
    title: 'Nothing',
    description: 'You choose its nodes in the builder.',
  },
  {
    id: fromJson,
    title: 'From JSON',
    description: 'A graph that you copied from another automation, or wrote yourself.',
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
  return (
    <fieldset>
      <legend className="pb-1.5 font-medium">Begin with</legend>
      <div className="divide-y border-y">
        {choices.map(({ id, title, description }) => (
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
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
