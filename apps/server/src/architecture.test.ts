import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What each part of the server may import besides itself: the direction of the design's picture. */
const allowed: Record<string, string[]> = {
  defaultModels: [],
  modelProviders: [],
  config: ['defaultModels', 'modelProviders'],
  platform: ['config', 'defaultModels', 'modelProviders'],
  workspace: ['config', 'platform'],
  language: [],
  knowledge: ['config', 'platform', 'workspace', 'language'],
  understanding: ['config', 'platform', 'workspace', 'language'],
  conversation: ['config', 'platform', 'workspace', 'language', 'knowledge', 'understanding'],
  connections: ['config', 'platform', 'workspace'],
  automation: [
    'config',
    'platform',
    'workspace',
    'language',
    'knowledge',
    'understanding',
    'conversation',
    'connections',
  ],
  demo: [
    'config',
    'platform',
    'workspace',
    'language',
    'knowledge',
    'understanding',
    'conversation',
    'automation',
  ],
  server: [
    'config',
    'platform',
    'workspace',
    'language',
    'knowledge',
    'understanding',
    'conversation',
    'connections',
    'automation',
    'demo',
  ],
  startErrors: ['config', 'platform'],
  main: ['config', 'platform', 'server', 'startErrors'],
};

interface Import {
  /** The importing file, relative to the repository. */
  from: string;
  /** The imported file, relative to the repository, or a package's name with its path. */
  to: string;
}

const isTest = (path: string) => /\.test\.tsx?$|(^|\/)testing\//.test(path);

function importsBelow(folder: string): Import[] {
  return globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root, exclude: ['**/node_modules/**'] })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/\/(dist|out|\.next)\//.test(path))
    .flatMap((from) =>
      namesIn(readFileSync(join(root, from), 'utf8')).map((name) => ({
        from,
        to: name.startsWith('.')
          ? relative(root, join(root, dirname(from), name)).replaceAll('\\', '/')
          : name,
      })),
    );
}

/** Names after `from`, in `import('…')`, and in `new URL('./x.ts', …)`, which starts a worker. */
function namesIn(source: string): string[] {
  const pattern =
    /(?:^(?:import|export)\b[^;'"]*?\bfrom\s*|^import\s+|\bimport\(\s*|\bnew URL\(\s*)['"]([^'"]+)['"]/gm;
  return [...source.matchAll(pattern)].map(([, name]) => name!).filter(isModule);
}

const isModule = (name: string) => !name.startsWith('.') || /\.tsx?$/.test(name);

/** The part of the server that a file belongs to, such as `knowledge`. */
function partOf(path: string): string | undefined {
  return path.match(/^apps\/server\/src\/([^/.]+)/)?.[1];
}

const ofServer = importsBelow('apps/server/src');
const ofPackages = importsBelow('packages');

describe('imports', () => {
  it('are found at all', () => {
    expect(ofServer.length).toBeGreaterThan(100);
    expect(ofPackages.length).toBeGreaterThan(5);
    expect(namesIn("import {\n  a,\n} from './a.ts';\nexport * from './b.ts';")).toEqual([
      './a.ts',
      './b.ts',
    ]);
  });

  it('of the server follow the picture: platform knows no feature, features no later one', () => {
    const astray = ofServer
      .filter(({ from }) => !isTest(from))
      .filter(({ from, to }) => {
        const [source, target] = [partOf(from)!, partOf(to)];
        return target && target !== source && !allowed[source]?.includes(target);
      });
    expect(astray).toEqual([]);
  });

  it('of every part of the server are decided here', () => {
    const parts = new Set(
      ofServer.filter(({ from }) => !isTest(from)).map(({ from }) => partOf(from)),
    );
    expect([...parts].filter((part) => !(part! in allowed))).toEqual([]);
  });

  it('of test helpers stand in tests only', () => {
    const astray = ofServer.filter(({ from, to }) => !isTest(from) && isTest(to));
    expect(astray).toEqual([]);
  });

  it('of packages reach no app, and of apps no other app’s source', () => {
    expect(ofPackages.filter(({ to }) => /^apps\//.test(to))).toEqual([]);
    const astray = ['widget', 'dashboard', 'server'].flatMap((app) =>
      importsBelow(`apps/${app}`).filter(
        ({ to }) => /^apps\//.test(to) && !to.startsWith(`apps/${app}/`),
      ),
    );
    expect(astray).toEqual([]);
  });

  it('of the contract are zod and itself', () => {
    const astray = importsBelow('packages/contract')
      .filter(({ from }) => !isTest(from))
      .filter(({ to }) => to !== 'zod' && !to.startsWith('packages/contract/'));
    expect(astray).toEqual([]);
  });

  it('of automation do nothing outside, so that it runs in browsers too', () => {
    const astray = importsBelow('packages/automation')
      .filter(({ from }) => !isTest(from))
      .filter(({ to }) => /^node:|^packages\/(?!automation\/)/.test(to));
    expect(astray).toEqual([]);
  });
});
