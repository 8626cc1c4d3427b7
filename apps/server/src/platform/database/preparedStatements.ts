import {
  type PGlite,
  parse,
  protocol,
  type QueryOptions,
  type Results,
  type Transaction,
} from '@electric-sql/pglite';

/** Statements that stay prepared; beyond it the least recently used is given up. */
const maxStatements = 200;

const { serialize } = protocol;
const sync = serialize.sync();
const describeAndExecute = join([
  serialize.describe({ type: 'P' }),
  serialize.execute({}),
  serialize.sync(),
]);

/**
 * Times that a statement is run before it is planned anew. PGlite has no autovacuum to do it, and
 * what is best for an empty table is not for a full one.
 */
const maxRuns = 500;

interface Statement {
  name: string;
  parameterTypes: number[];
  runs: number;
}

/**
 * Transactions of PGlite whose statements are prepared once and then run in one call. PGlite's own
 * `query` parses and plans each anew and crosses into WebAssembly six times, which takes five times
 * as long as a small statement itself.
 */
export function prepareStatements(client: PGlite): PGlite['transaction'] {
  const statements = new Map<string, Statement>();
  let count = 0;
  const send = (message: Uint8Array) => client.execProtocolStream(message, { syncToFs: false });

  async function prepare(text: string): Promise<Statement> {
    const known = statements.get(text);
    statements.delete(text); // and set again, at the end: the first is the least recently used
    if (known && known.runs < maxRuns) {
      known.runs++;
      statements.set(text, known);
      return known;
    }
    if (known) await discard(known);
    count++;
    const name = `s${count}`;
    const described = await send(
      join([serialize.parse({ name, text }), serialize.describe({ type: 'S', name }), sync]),
    );
    const parameterTypes = parse.parseDescribeStatementResults(described);
    const statement = { name, parameterTypes, runs: 1 };
    statements.set(text, statement);
    if (statements.size > maxStatements) {
      const [oldest, unused] = statements.entries().next().value!;
      statements.delete(oldest);
      await discard(unused);
    }
    return statement;
  }

  const discard = ({ name }: Statement) => send(join([serialize.close({ type: 'S', name }), sync]));

  async function query<Row>(text: string, params: unknown[] = [], options: QueryOptions = {}) {
    const { name, parameterTypes } = await prepare(text);
    const values = params.map((param, index) => {
      if (param === null || param === undefined) return null;
      return client.serializers[parameterTypes[index]!]?.(param) ?? String(param);
    });
    const messages = await send(
      join([serialize.bind({ statement: name, values }), describeAndExecute]),
    );
    // Its own way to join the parsers copies a hundred of them for every statement.
    const parsers = Object.assign(Object.create(client.parsers), options.parsers);
    return parse.parseResults(messages, parsers, { rowMode: options.rowMode })[0] as Results<Row>;
  }

  return (work) =>
    client.transaction((tx) => {
      const prepared: Transaction['query'] = (text, params, options) => {
        if (tx.closed) throw new Error('The transaction has ended');
        return client.runExclusive(() => query(text, params, options));
      };
      return work(Object.create(tx, { query: { value: prepared } }));
    });
}

function join(messages: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(messages));
}
