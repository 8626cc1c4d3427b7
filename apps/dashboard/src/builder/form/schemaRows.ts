import { isEqual, isObject } from './values';

/** One field of a JSON Schema as a row of a table. */
export interface SchemaRow {
  name: string;
  type: RowType;
  description: string;
  isRequired: boolean;
  /** Of a choice. */
  choices: string[];
}

export const rowTypes = {
  string: 'Text',
  number: 'Number',
  integer: 'Whole number',
  boolean: 'Yes or no',
  choice: 'Choice',
  texts: 'List of texts',
} as const;
export type RowType = keyof typeof rowTypes;

export const newRow: SchemaRow = {
  name: '',
  type: 'string',
  description: '',
  isRequired: true,
  choices: [],
};

/** The rows of a JSON Schema; null for one that has more to it than rows can say. */
export function rowsOf(schema: unknown): SchemaRow[] | null {
  if (schema === undefined || isEqual(schema, {})) return [];
  if (!isObject(schema) || !isObject(schema.properties ?? {})) return null;
  const required = Array.isArray(schema.required) ? schema.required : [];
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) =>
    rowOf({ name, property, isRequired: required.includes(name) }),
  );
  if (rows.some((row) => row === null)) return null;
  const found = rows as SchemaRow[];
  return isSame(schemaOf(found), schema) ? found : null;
}

/** The JSON Schema of rows; of two of the same name the later counts. */
export function schemaOf(rows: SchemaRow[]): unknown {
  const required = rows.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(rows.map((row) => [row.name, propertyOf(row)])),
    ...(required.length > 0 ? { required } : {}),
  };
}

function propertyOf({ type, description, choices }: SchemaRow) {
  const shape = {
    string: { type: 'string' },
    number: { type: 'number' },
    integer: { type: 'integer' },
    boolean: { type: 'boolean' },
    choice: { type: 'string', enum: choices },
    texts: { type: 'array', items: { type: 'string' } },
  }[type];
  return { ...shape, ...(description ? { description } : {}) };
}

function rowOf({
  name,
  property,
  isRequired,
}: {
  name: string;
  property: unknown;
  isRequired: boolean;
}): SchemaRow | null {
  if (!isObject(property)) return null;
  const { type, enum: choices, description } = property;
  const isChoice = Array.isArray(choices) && choices.every((each) => typeof each === 'string');
  const rowType = isChoice ? 'choice' : type === 'array' ? 'texts' : type;
  if (typeof rowType !== 'string' || !Object.hasOwn(rowTypes, rowType)) return null;
  return {
    name,
    type: rowType as RowType,
    description: typeof description === 'string' ? description : '',
    isRequired,
    choices: isChoice ? choices : [],
  };
}

/** Equal but for the order of keys and of `required`. */
function isSame(a: unknown, b: unknown): boolean {
  return isEqual(sorted(a), sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).toSorted();
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
