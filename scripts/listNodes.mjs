// Lists the kinds of automation nodes: every folder of packages/automation/src/nodes is one. Writes
// its index.ts, and that of the server's actions, which are named for their node.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../packages/automation/src/nodes/', import.meta.url));
export const nodeIndex = `${folder}index.ts`;

/** What a folder may hold, and the list of index.ts that it goes into. */
const lists = [
  {
    file: 'definition',
    list: 'nodeDefinitions',
    type: 'NodeDefinition',
    from: '../definition.ts',
    says: 'Every kind of node.',
  },
  {
    file: 'evaluate',
    list: 'evaluators',
    type: 'Evaluator',
    from: '../evaluation.ts',
    says: 'How conditions decide.',
  },
  {
    file: 'matches',
    list: 'matchers',
    type: 'Matcher',
    from: '../triggers.ts',
    says: 'Which events start the workflows of a trigger; those without start otherwise.',
  },
];

/** The text of index.ts. */
export function listNodes() {
  const kinds = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const found = kinds.flatMap((kind) =>
    lists
      .filter(({ file }) => existsSync(`${folder}${kind}/${file}.ts`))
      .map(({ file, list }) => ({ kind, file, list, name: nameOf(kind, file) })),
  );
  return [
    '// Made by `npm run list:nodes` from the folders beside it; do not edit.',
    ...lists.map(({ type, from }) => `import type { ${type} } from '${from}';`),
    ...found.map(
      ({ kind, file, name }) => `import { ${file} as ${name} } from './${kind}/${file}.ts';`,
    ),
    ...lists.flatMap(({ list, type, says }) => [
      '',
      `/** ${says} */`,
      `export const ${list}: Record<string, ${type}> = {`,
      ...found.filter((one) => one.list === list).map(({ kind, name }) => `  ${kind}: ${name},`),
      '};',
    ]),
    '',
  ].join('\n');
}

/** `if` and `switch` are no names in JavaScript: `ifDefinition`. */
function nameOf(kind, file) {
  const camel = kind.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
  return camel + file.charAt(0).toUpperCase() + file.slice(1);
}

const actions = fileURLToPath(new URL('../apps/server/src/automation/actions/', import.meta.url));
export const actionIndex = `${actions}index.ts`;

/** The text of the actions' index.ts. */
export function listActions() {
  const kinds = readdirSync(actions)
    .filter((name) => existsSync(`${folder}${name.replace(/\.ts$/, '')}/definition.ts`))
    .map((name) => name.replace(/\.ts$/, ''))
    .sort();
  return [
    '// Made by `npm run list:nodes` from the files beside it; do not edit.',
    "import type { Action } from './action.ts';",
    ...kinds.map((kind) => `import { action as ${nameOf(kind, 'action')} } from './${kind}.ts';`),
    '',
    '/** How the nodes act that are neither triggers nor conditions. */',
    'export const actions: Record<string, Action> = {',
    ...kinds.map((kind) => `  ${kind}: ${nameOf(kind, 'action')},`),
    '};',
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(nodeIndex, listNodes());
  writeFileSync(actionIndex, listActions());
}
