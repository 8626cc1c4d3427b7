import { describe, expect, it } from 'vitest';
import { newRow, rowsOf, type SchemaRow, schemaOf } from './schemaRows';

const rows: SchemaRow[] = [
  { ...newRow, name: 'reason', description: 'Why they write' },
  { ...newRow, name: 'urgency', type: 'choice', choices: ['low', 'high'], isRequired: false },
  { ...newRow, name: 'products', type: 'texts' },
  { ...newRow, name: 'count', type: 'integer' },
];

describe('the table of a JSON Schema', () => {
  it('is read from the schema that it was written to', () => {
    expect(rowsOf(schemaOf(rows))).toEqual(rows);
    expect(rowsOf(schemaOf([]))).toEqual([]);
  });

  it('writes what other programs understand', () => {
    expect(schemaOf(rows.slice(0, 2))).toEqual({
      type: 'object',
      properties: {
        reason: { type: 'string', description: 'Why they write' },
        urgency: { type: 'string', enum: ['low', 'high'] },
      },
      required: ['reason'],
    });
  });

  it('does not mind the order in which the database gives fields', () => {
    const { required, ...rest } = schemaOf(rows) as { required: string[] };
    expect(rowsOf({ required: required.toReversed(), ...rest })).toEqual(rows);
  });

  it('is none for a schema that has more to it', () => {
    const more = [
      { type: 'object', properties: { a: { type: 'string', minLength: 2 } } },
      { type: 'object', properties: { a: { type: 'object', properties: {} } } },
      { type: 'object', properties: {}, additionalProperties: false },
      { type: 'array', items: {} },
      'text',
    ];
    for (const schema of more) expect(rowsOf(schema)).toBeNull();
  });
});
