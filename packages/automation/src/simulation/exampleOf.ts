import type { ValueType } from '../definition.ts';

/**
 * A value of a type, for a node that nobody told what it gives. Texts are named for their field;
 * nothing is known of `any`, which is null.
 */
export function exampleOf(type: ValueType | null, now: Date): unknown {
  return type ? madeOf(type, 'value', now) : {};
}

function madeOf(type: ValueType, name: string, now: Date): unknown {
  switch (type.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(type.fields).map(([key, field]) => [key, madeOf(field, key, now)]),
      );
    case 'list':
      return [madeOf(type.of, name, now)];
    case 'choice':
      return type.choices[0] ?? null;
    default:
      return scalars[type.type](name, now);
  }
}

type Scalar = Exclude<ValueType['type'], 'object' | 'list' | 'choice'>;

const scalars: Record<Scalar, (name: string, now: Date) => unknown> = {
  text: (name) => `example ${name}`,
  number: () => 1,
  boolean: () => true,
  date: (_name, now) => now.toISOString(),
  any: () => null,
};
