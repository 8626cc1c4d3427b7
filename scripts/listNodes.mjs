// Lists the kinds of automation nodes: every folder of packages/automation/src/nodes is one, and every
// folder of a provider in packages/integrations/src. Writes the index.ts of the nodes, of the
// providers, and of the server's actions, which are named for their node.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../packages/automation/src/nodes/', import.meta.url));
export const nodeIndex = `${folder}index.ts`;
const integrations = fileURLToPath(new URL('../packages/integrations/src/', import.meta.url));
export const providerIndex = `${integrations}index.ts`;

const foldersOf = (path) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** Every node with the folder that holds it and how the index names that. */
function findNodes() {
  const own = foldersOf(folder).map((kind) => ({
    kind,
    path: `${folder}${kind}/`,
    from: (file) => `./${kind}/${file}.ts`,
  }));
  return [...own, ...findProviderNodes()].sort((one, other) => (one.kind < other.kind ? -1 : 1));
}

const findProviders = () =>
  foldersOf(integrations).filter((id) => existsSync(`${integrations}${id}/provider.ts`));

const findProviderNodes = () =>
  findProviders().flatMap((provider) =>
    foldersOf(`${integrations}${provider}`)
      .filter((kind) => existsSync(`${integrations}${provider}/${kind}/definition.ts`))
      .map((kind) => ({
        kind,
        provider,
        path: `${integrations}${provider}/${kind}/`,
        from: (file) => `@echoai/integrations/${provider}/${kind}/${file}`,
      })),
  );

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
  {
    file: 'accepts',
    list: 'accepters',
    type: 'Accepts',
    from: '@echoai/integrations/trigger',
    says: 'Which events of a provider start the workflows of its triggers.',
  },
  {
    file: 'poll',
    list: 'pollers',
    type: 'Poller',
    from: '@echoai/integrations/trigger',
    says: 'How triggers ask their provider what is new.',
    value: ({ provider, name }) => `{ provider: '${provider}', poll: ${name} }`,
  },
];

/** The text of index.ts. */
export function listNodes() {
  const found = findNodes().flatMap(({ kind, provider, path, from }) =>
    lists
      .filter(({ file }) => existsSync(`${path}${file}.ts`))
      .map(({ file, list, value = ({ name }) => name }) => {
        const name = nameOf(kind, file);
        return { kind, list, from: from(file), file, name, value: value({ provider, name }) };
      }),
  );
  return [
    '// Made by `npm run list:nodes` from the folders of the nodes; do not edit.',
    ...sortedImports([
      ...typeImports(),
      ...found.map(({ from, file, name }) => ({
        from,
        line: `import { ${file} as ${name} } from '${from}';`,
      })),
    ]),
    ...lists.flatMap(({ list, type, says }) => [
      '',
      `/** ${says} */`,
      `export const ${list}: Record<string, ${type}> = {`,
      ...found.filter((one) => one.list === list).map(({ kind, value }) => `  ${kind}: ${value},`),
      '};',
    ]),
    '',
  ].join('\n');
}

function typeImports() {
  return [...Map.groupBy(lists, ({ from }) => from)].map(([from, of]) => {
    const types = of.map(({ type }) => type).join(', ');
    return { from, line: `import type { ${types} } from '${from}';` };
  });
}

/** As Biome sorts them: packages, then what is above, then what is beside. */
function sortedImports(imports) {
  const rank = ({ from }) => (from.startsWith('.') ? (from.startsWith('./') ? 2 : 1) : 0);
  return imports
    .sort((one, other) => rank(one) - rank(other) || (one.from < other.from ? -1 : 1))
    .map(({ line }) => line);
}

/** `if` and `switch` are no names in JavaScript: `ifDefinition`. Ids of providers may have hyphens. */
function nameOf(kind, file) {
  const camel = kind.replace(/[_-]([a-z])/g, (_, letter) => letter.toUpperCase());
  return camel + file.charAt(0).toUpperCase() + file.slice(1);
}

const actions = fileURLToPath(new URL('../apps/server/src/automation/actions/', import.meta.url));
export const actionIndex = `${actions}index.ts`;

/** The text of the actions' index.ts. */
export function listActions() {
  const own = readdirSync(actions)
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((kind) => existsSync(`${folder}${kind}/definition.ts`))
    .map((kind) => ({ kind, from: `./${kind}.ts`, file: 'action', value: nameOf(kind, 'action') }));
  const ofProviders = findProviderNodes()
    .filter(({ path }) => existsSync(`${path}run.ts`))
    .map(({ kind, provider, from }) => ({
      kind,
      from: from('run'),
      file: 'run',
      value: `throughConnection('${provider}', ${nameOf(kind, 'run')})`,
    }));
  const all = [...own, ...ofProviders].sort((one, other) => (one.kind < other.kind ? -1 : 1));
  return [
    '// Made by `npm run list:nodes` from the folders of the nodes; do not edit.',
    ...sortedImports([
      { from: './action.ts', line: "import type { Action } from './action.ts';" },
      {
        from: './throughConnection.ts',
        line: "import { throughConnection } from './throughConnection.ts';",
      },
      ...all.map(({ kind, from, file }) => ({
        from,
        line: `import { ${file} as ${nameOf(kind, file)} } from '${from}';`,
      })),
    ]),
    '',
    '/** How the nodes act that are neither triggers nor conditions. */',
    'export const actions: Record<string, Action> = {',
    ...all.map(({ kind, value }) => `  ${kind}: ${value},`),
    '};',
    '',
  ].join('\n');
}

/** The text of the providers' index.ts. */
export function listProviders() {
  const ids = findProviders();
  return [
    '// Made by `npm run list:nodes` from the folders beside it; do not edit.',
    ...sortedImports([
      { from: './provider.ts', line: "import type { Provider } from './provider.ts';" },
      ...ids.map((id) => ({
        from: `./${id}/provider.ts`,
        line: `import { provider as ${nameOf(id, 'provider')} } from './${id}/provider.ts';`,
      })),
    ]),
    '',
    '/** Every service that can be connected, by id. */',
    'export const providers: Record<string, Provider> = {',
    ...ids.map((id) => `  ${id.includes('-') ? `'${id}'` : id}: ${nameOf(id, 'provider')},`),
    '};',
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(nodeIndex, listNodes());
  writeFileSync(providerIndex, listProviders());
  writeFileSync(actionIndex, listActions());
}
