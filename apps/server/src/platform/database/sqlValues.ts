import { type SQL, sql } from 'drizzle-orm';

/** A `text[]` as one parameter: Drizzle would spread an array into several. */
export function textArray(texts: readonly string[]): SQL {
  return sql`(select coalesce(array_agg(value order by place), '{}') from jsonb_array_elements_text(${toJson(texts)}::jsonb) with ordinality as texts (value, place))::text[]`;
}

/** Rows as one parameter, a table called `rows`: to insert or update many at once. */
export function records(rows: object[], columns: Record<string, string>): SQL {
  const types = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
  return sql`jsonb_to_recordset(${toJson(rows)}::jsonb) as rows (${sql.raw(types.join(', '))})`;
}

/**
 * JSON as PostgreSQL takes it: without NUL, and with a mark for half a character. Whatever is written to
 * a JSON column passes here; `jsonColumns.test.ts` holds it.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value).replace(/\\(?:u0000|(ud[89a-f][0-9a-f]{2})|.)/g, (sign, half) =>
    half ? '\ufffd' : sign === '\\u0000' ? '' : sign,
  );
}

/** A time as a raw statement answers it, as the API writes it. */
export function toIso(time: string): string;
export function toIso(time: string | null): string | null;
export function toIso(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/**
 * Vectors in pgvector's binary form, one behind the other: dimensions and padding (2 bytes each), then
 * floats, the high byte first. All have as many dimensions.
 */
export function readVectors(bytes: Uint8Array): Float32Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dimensions = view.getUint16(0);
  const size = 4 + 4 * dimensions;
  return Array.from({ length: bytes.byteLength / size }, (_, index) => {
    const vector = new Float32Array(dimensions);
    // A loop, since visitors wait: Float32Array.from takes ten times as long.
    for (let place = 0; place < dimensions; place++)
      vector[place] = view.getFloat32(index * size + 4 + 4 * place);
    return vector;
  });
}
