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

interface Statement {
  name: string;
  parameterTypes: number[];
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
    if (known) {
      statements.delete(text); // moves it to the end: the first is the least recently used
      statements.set(text, known);
      return known;
    }
    count++;
    const name = `s${count}`;
    const described = await send(
      join([serialize.parse({ name, text }), serialize.describe({ type: 'S', name }), sync]),
    );
    const statement = { name, parameterTypes: parse.parseDescribeStatementResults(described) };
    statements.set(text, statement);
    if (statements.size > maxStatements) {
      const [oldest, { name }] = statements.entries().next().value!;
      statements.delete(oldest);
      await send(join([serialize.close({ type: 'S', name }), sync]));
    }
    return statement;
  }

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
