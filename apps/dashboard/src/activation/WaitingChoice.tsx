import { useId } from 'react';

/** Asks what becomes of executions that are under way. */
export function WaitingChoice<Value extends string>({
  legend,
  choices,
  value,
  onChange,
}: {
  legend: string;
  /** By value: what it does, and what that means. */
  choices: Record<Value, { title: string; description: string }>;
  value: Value;
  onChange: (value: Value) => void;
}) {
  const group = useId();
  return (
    <fieldset>
      <legend className="pb-1 font-medium">{legend}</legend>
      {(Object.entries(choices) as [Value, (typeof choices)[Value]][]).map(
        ([name, { title, description }]) => (
          <label key={name} className="flex cursor-pointer items-start gap-2.5 py-1.5">
            <input
              type="radio"
              name={group}
              value={name}
              checked={value === name}
              onChange={() => onChange(name)}
              aria-describedby={`${group}-${name}`}
              className="mt-1 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block">{title}</span>
              <span id={`${group}-${name}`} className="block text-pretty text-[13px] text-muted">
                {description}
              </span>
            </span>
          </label>
        ),
      )}
    </fieldset>
  );
}
