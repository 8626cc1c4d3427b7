import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAst } from 'vitest/node';
import { nodesOf, root } from './expressions.ts';

/** Where what visitors send comes in, and where it is shown: everything imported from here may read it. */
const doors = [
  'apps/server/src/conversation/{visitorRoutes,identity/routes,live/routes,memory/routes}.ts',
  'packages/automation/src/nodes/*/{evaluate,matches,readAnswer}.ts',
  'packages/automation/src/{conditions/index,templates/render,validation}.ts',
  'apps/widget/src/panel/!(*.test|*.d).ts',
  'apps/dashboard/src/components/readTokens.ts',
  'apps/dashboard/src/lib/isSafeLink.ts',
];
/** What does something outside: such functions are tried by the front door. */
const services =
  /\b(?:Transaction|Database|Implement|Models|Log|Jobs|Live|Context|Hono|Config|VisitorApi|VisitorSession|Visitor|Host|Listening|Storage|typeof fetch)\b/;
/** A parameter of numbers, times or vectors. */
const withoutText =
  /^\w+\??: (?:readonly )?(?:number|boolean|Date|Uint8Array|Float32Array|\(?number \| null\)?\[\])$/;
/** Components and hooks; what they read text with stands in functions. */
const ofScreens = /\.tsx$|\/use[A-Z]\w*\.ts$/;
/** Files of what owners, not visitors, write: definitions of nodes and their forms. */
const ofOwners = /^packages\/automation\/src\/(?:fields\/|definition|valueTypes|duration|split)/;

/** An exported function that takes text. */
export interface Reader {
  /** Its file and name, such as `packages/contract/src/common.ts cleanText`. */
  name: string;
  path: string;
  exported: string;
  /** Its parameters as they are written. */
  parameters: string[];
}

/** All functions within reach of the doors that may take text, and answer at once. */
export function findReaders(): Reader[] {
  const files = new Map<string, File>();
  for (const door of globSync(doors, { cwd: root })) readFile(door.replaceAll('\\', '/'), files);
  return [...files].flatMap(([path, functions]) =>
    functions
      .filter(({ parameters }) => parameters.some((parameter) => !withoutText.test(parameter)))
      .filter(({ parameters }) => !parameters.some((parameter) => services.test(parameter)))
      .map((found) => ({ name: `${path} ${found.exported}`, path, ...found })),
  );
}

type File = Pick<Reader, 'exported' | 'parameters'>[];

/** Reads a file and all that it imports, unless for types only. */
function readFile(path: string, files: Map<string, File>): void {
  if (files.has(path)) return;
  const source = readFileSync(join(root, path), 'utf8');
  const tree = parseAst(source, { lang: path.endsWith('x') ? 'tsx' : 'ts' });
  const functions: File = [];
  const isLeftOut = ofOwners.test(path) || ofScreens.test(path);
  files.set(path, functions);
  const text = (part: { start: number; end: number }) => source.slice(part.start, part.end);
  for (const node of nodesOf(tree)) {
    if (node.type === 'ExportNamedDeclaration' && !isLeftOut) {
      functions.push(...functionsIn(node, text));
    }
    const imported = importedBy(node);
    const next = imported && resolve(path, imported);
    if (next) readFile(next, files);
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the tree of any syntax.
function importedBy(node: any): string | undefined {
  if (node.importKind === 'type' || node.exportKind === 'type') return undefined;
  if (/^(Import|ExportNamed|ExportAll)Declaration$|^ImportExpression$/.test(node.type)) {
    return node.source?.value;
  }
  return undefined;
}

function functionsIn(
  // biome-ignore lint/suspicious/noExplicitAny: the tree of any syntax.
  { declaration }: any,
  text: (part: { start: number; end: number }) => string,
): File {
  const declared =
    declaration?.type === 'FunctionDeclaration'
      ? [{ id: declaration.id, init: declaration }]
      : (declaration?.declarations ?? []);
  return (
    declared
      // biome-ignore lint/suspicious/noExplicitAny: the tree of any syntax.
      .filter(({ init }: any) => /Function/.test(init?.type ?? '') && !init.async)
      // biome-ignore lint/suspicious/noExplicitAny: the tree of any syntax.
      .map(({ id, init }: any) => ({ exported: id.name, parameters: init.params.map(text) }))
  );
}

/** The file of the repository that an import names; undefined for packages of others. */
function resolve(from: string, name: string): string | undefined {
  const [, workspace, part] = name.match(/^@echoai\/([^/]+)(?:\/(.+))?$/) ?? [];
  const candidates = name.startsWith('.')
    ? [join(dirname(from), name)]
    : name.startsWith('@/')
      ? ['.ts', '.tsx'].map((ending) => `apps/dashboard/src/${name.slice(2)}${ending}`)
      : workspace
        ? [`packages/${workspace}/src/${part ?? 'index'}.ts`]
        : [];
  return candidates.find((path) => /\.tsx?$/.test(path) && existsSync(join(root, path)));
}
