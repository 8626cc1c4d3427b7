import {
  type messages,
  type PGlite,
  parse,
  protocol,
  type QueryOptions,
  type Results,
  type Transaction,
  types,
} from '@electric-sql/pglite';
import { opensTransaction } from './database.ts';

/** Statements that stay prepared; beyond it the least recently used is given up. */
const maxStatements = 200;

/**
 * Times that a statement is run before it is planned anew. PGlite has no autovacuum to do it, and
 * what is best for an empty table is not for a full one.
 */
const maxRuns = 500;

const { serialize } = protocol;
const execute = serialize.execute({});
const sync = serialize.sync();

interface Statement {
  name: string;
  parameterTypes: number[];
  /** Of the rows that it answers with; none for one without. */
  columns: messages.Field[];
  runs: number;
}

/**
 * Transactions of PGlite whose statements are prepared once and then run in one call each. PGlite's
 * own `query` parses and plans each anew and crosses into WebAssembly six times, which takes five
 * times as long as a small statement itself. What opens the transaction goes with the first
 * statement behind it, and what the columns are is not asked again.
 */
export function prepareStatements(client: PGlite): PGlite['transaction'] {
  const statements = new Map<string, Statement>();
  let count = 0;
  const send = (parts: Uint8Array[]) =>
    client.execProtocolStream(join([...parts, sync]), { syncToFs: false });

  /** @param before what waits to be sent; if the statement is new, it is, and none of it is left */
  async function prepare(text: string, before: Uint8Array[]): Promise<Statement> {
    const known = statements.get(text);
    statements.delete(text); // and set again, at the end: the first is the least recently used
    if (known && known.runs < maxRuns) {
      known.runs++;
      statements.set(text, known);
      return known;
    }
    count++;
    const name = `s${count}`;
    const described = await send([
      ...before.splice(0),
      ...(known ? [discard(known)] : []),
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
    ]);
    const parameterTypes = parse.parseDescribeStatementResults(described);
    const statement = { name, parameterTypes, columns: columnsIn(described), runs: 1 };
    statements.set(text, statement);
    if (statements.size > maxStatements) {
      const [oldest, unused] = statements.entries().next().value!;
      statements.delete(oldest);
      await send([discard(unused)]);
    }
    return statement;
  }

  function run({ name, parameterTypes }: Statement, params: unknown[]): Uint8Array[] {
    const values = params.map((param, index) => {
      if (param === null || param === undefined) return null;
      const type = parameterTypes[index]!;
      // Made for the type already, such as by `packNumbers`.
      if (param instanceof Uint8Array && type !== types.BYTEA) return param;
      return client.serializers[type]?.(param) ?? String(param);
    });
    return [serialize.bind({ statement: name, values }), execute];
  }

  function readRows<Row>(
    columns: messages.Field[],
    answered: messages.BackendMessage[],
    { parsers, rowMode }: QueryOptions,
  ): Results<Row> {
    const readers = columns.map(
      ({ dataTypeID }) => parsers?.[dataTypeID] ?? client.parsers[dataTypeID],
    );
    const rows: unknown[] = [];
    // Behind the last `bindComplete` is the answer; before it are those of what opened the transaction.
    const start = answered.findLastIndex(({ name }) => name === 'bindComplete');
    for (const message of answered.slice(start)) {
      if (message.name !== 'dataRow') continue;
      const values = (message as messages.DataRowMessage).fields.map((value, index) =>
        value === null ? null : (readers[index]?.(value, columns[index]!.dataTypeID) ?? value),
      );
      rows.push(
        rowMode === 'array'
          ? values
          : Object.fromEntries(values.map((value, index) => [columns[index]!.name, value])),
      );
    }
    return { rows: rows as Row[], fields: columns };
  }

  return async (work) => {
    await client.waitReady;
    return client._runExclusiveTransaction(async () => {
      const waiting: Uint8Array[] = run(await prepare('begin', []), []);
      let isOpen = true;
      const query: Transaction['query'] = (text, params = [], options = {}) => {
        if (!isOpen) throw new Error('The transaction has ended');
        return client.runExclusive(async () => {
          const statement = await prepare(text, waiting);
          waiting.push(...run(statement, params));
          if (opensTransaction.test(text)) return { rows: [], fields: [] };
          return readRows(statement.columns, await send(waiting.splice(0)), options);
        });
      };
      const end = (text: 'commit' | 'rollback') => {
        isOpen = false;
        return client.runExclusive(async () => {
          const statement = await prepare(text, waiting);
          await send([...waiting, ...run(statement, [])]);
        });
      };
      try {
        // Of a transaction's methods Drizzle uses this one.
        const result = await work({ query } as Transaction);
        await end('commit');
        return result;
      } catch (error) {
        waiting.length = 0; // should it fail, then nothing behind it would be heard
        await end('rollback'); // which after a failed commit changes nothing
        throw error;
      }
    });
  };
}

const discard = ({ name }: Statement) => serialize.close({ type: 'S', name });

function columnsIn(described: messages.BackendMessage[]): messages.Field[] {
  const found = described.find(({ name }) => name === 'rowDescription');
  return found ? (found as messages.RowDescriptionMessage).fields : [];
}

/** Not in Node's shared pool of buffers: PGlite takes the whole memory behind what it is given. */
function join(parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
