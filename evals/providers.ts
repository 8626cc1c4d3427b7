/**
 * Does what we ask Google, HubSpot, Salesforce and Slack, and what their stand-ins in the tests
 * answer, fit the types in the providers' own published clients? Runs the tests of connections
 * with what is asked and answered recorded, and has the compiler check each kind of it.
 *
 *   npm run eval:providers
 *
 * Needs the npm registry; the clients are installed in a temporary folder (100 MB).
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clients, type ExchangeTypes, exchangeTypes, helpers } from './providerTypes.ts';

/** As the stand-ins write it. */
interface Exchange {
  provider: string;
  method: string;
  path: string;
  query: [string, string][];
  contentType?: string;
  body: string;
  answer: { status: number; body?: unknown };
}

/** A value in JSON, and the type that it is to have. */
interface Kind {
  title: string;
  value: string;
  type: string;
}

const tests = ['apps/server/src/connections', 'apps/server/src/automation/pollTriggers'];
const root = fileURLToPath(new URL('..', import.meta.url));

const folder = await mkdtemp(join(tmpdir(), 'echoai-providers-'));
try {
  await installClients();
  await report(await recordExchanges());
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function installClients(): Promise<void> {
  console.log('Installing the published clients …');
  const own = { private: true, type: 'module', dependencies: clients };
  await writeFile(join(folder, 'package.json'), JSON.stringify(own));
  mustRun('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
}

async function recordExchanges(): Promise<Exchange[]> {
  console.log('Running the tests of connections …');
  const file = join(folder, 'exchanges.jsonl');
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'integration', ...tests];
  const env = { RECORD_EXCHANGES: file, NODE_ENV: 'test' };
  mustRun(process.execPath, vitest, { cwd: root, env });
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  const exchanges = lines.map((line) => JSON.parse(line) as Exchange);
  return exchanges.filter(({ answer: { status } }) => status >= 200 && status < 300);
}

async function report(exchanges: Exchange[]): Promise<void> {
  const kinds = kindsOf(exchanges);
  const misfits = await findMisfits(kinds);
  for (const provider of new Set(exchanges.map((exchange) => exchange.provider))) {
    const of = (all: { title: string }[]) =>
      all.filter(({ title }) => title.startsWith(`${provider} `)).length;
    console.log(
      `${provider}: ${of(kinds)} kinds of requests and answers, ${of(misfits)} do not fit`,
    );
  }
  for (const { title, why } of misfits) console.log(`  ${title}: ${why}`);
  const unknown = new Set(exchanges.filter((one) => !typesOf(one)).map(nameOf));
  console.log(`Not in the clients, so not checked:\n  ${[...unknown].join('\n  ')}`);
  if (misfits.length > 0) process.exitCode = 1;
}

/**
 * What the compiler objects to.
 * @throws when it says anything else: then nothing was checked
 */
async function findMisfits(kinds: Kind[]): Promise<{ title: string; why: string }[]> {
  // A line each, by which an error is known again.
  const lines = kinds.map(
    ({ value, type }, index) => `export const value${index} = ${value} satisfies ${type};`,
  );
  await writeFile(join(folder, 'exchanges.ts'), `${lines.join('\n')}\n${helpers}`);
  const options = '--strict --noEmit --skipLibCheck --target es2023 --module nodenext --types node';
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [tsc, ...options.split(' '), 'exchanges.ts'],
    { cwd: folder, encoding: 'utf8' },
  );
  const errors = stdout.split('\n').filter((line) => line.includes('error TS'));
  const misfits = errors.map((line) => {
    const [, at, why] = line.match(/^exchanges\.ts\((\d+),\d+\): error (.*)$/) ?? [];
    const kind = kinds[Number(at) - 1];
    if (!kind || !why) throw new Error(`The compiler says: ${line}`);
    return { title: kind.title, why };
  });
  if (status !== 0 && misfits.length === 0) {
    throw new Error(`The compiler ended with ${status}: ${stdout}${stderr}`);
  }
  return misfits;
}

/** A value of each shape that a request or an answer had, with its type. */
function kindsOf(exchanges: Exchange[]): Kind[] {
  const kinds = new Map<string, Kind>();
  const add = (title: string, value: unknown, type: string | undefined) => {
    if (value === undefined || !type) return;
    const kind = `${title} ${shapeOf(value)}`;
    if (!kinds.has(kind)) kinds.set(kind, { title, value: JSON.stringify(value), type });
  };
  for (const exchange of exchanges) {
    const types = typesOf(exchange);
    if (!types) continue;
    add(`${nameOf(exchange)} asked`, bodyOf(exchange), types.body);
    if (exchange.query.length > 0) {
      add(`${nameOf(exchange)} query`, fieldsOf(exchange.query), types.query);
    }
    add(`${nameOf(exchange)} answered`, answerOf(exchange), types.answer);
  }
  return [...kinds.values()];
}

function typesOf({ provider, method, path }: Exchange): ExchangeTypes | undefined {
  return exchangeTypes.find(
    (types) => types.provider === provider && types.method === method && types.path.test(path),
  );
}

/** Without what differs from test to test. */
function nameOf({ provider, method, path }: Exchange): string {
  const short = path.replace(/[\w-]{18,}/g, '…').replace(/'.*'!.*?(?=:[a-z]|$)/, '…');
  return `${provider} ${method} ${short.replace(/(?<=(Lead|Contact|Case|contacts)\/)(?!batch|describe).+/, '…')}`;
}

function bodyOf({ contentType, body }: Exchange): unknown {
  if (!body) return undefined;
  if (!contentType?.includes('form-urlencoded')) return JSON.parse(body);
  return fieldsOf([...new URLSearchParams(body)]);
}

function answerOf({ provider, answer: { body } }: Exchange): unknown {
  const value: unknown = typeof body === 'string' ? JSON.parse(body) : body;
  // Slack's types are made of answers, and know no null.
  return provider === 'Slack' ? withoutNulls(value) : value;
}

function withoutNulls(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, inner) => (inner === null ? undefined : inner)));
}

/** What a text in a form or a query stands for: several are a list; numbers and booleans are such. */
function fieldsOf(fields: [string, string][]): Record<string, unknown> {
  const values = Map.groupBy(fields, ([name]) => name);
  return Object.fromEntries(
    [...values].map(([name, all]) => {
      const meant = all.map(([, text]) => (isText(name) ? text : meaningOf(text)));
      return [name, meant.length === 1 ? meant[0] : meant];
    }),
  );
}

function meaningOf(text: string): unknown {
  return /^(\d{1,9}|true|false|[[{].*)$/s.test(text) ? JSON.parse(text) : text;
}

/** Times and cursors of the providers look like numbers. */
function isText(name: string): boolean {
  return ['ts', 'oldest', 'latest', 'pageToken', 'cursor'].includes(name);
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(shapeOf))].sort().join()}]`;
  if (!value || typeof value !== 'object') return typeof value;
  const fields = Object.entries(value).map(([name, inner]) => `${name}:${shapeOf(inner)}`);
  return `{${fields.sort().join()}}`;
}

function mustRun(
  command: string,
  args: string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): void {
  const options = { cwd, env: { ...process.env, ...env }, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(command, args, options);
  if (status === 0) return;
  throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
}
