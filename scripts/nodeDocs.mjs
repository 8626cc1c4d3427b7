// Writes docs/automations/nodes.md from the definitions of the nodes; part of `npm run list:nodes`.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { guaranteeOf } from '../packages/automation/src/definition.ts';
import { nodeDefinitions } from '../packages/automation/src/nodes/index.ts';

export const nodesPage = fileURLToPath(new URL('../docs/automations/nodes.md', import.meta.url));

const introduction = `# Nodes

What an automation is made of. This page is made by \`npm run list:nodes\` from the definitions in
\`packages/automation/src/nodes\`.

A text field is a [Liquid](https://liquidjs.com) template: \`{{ steps.ask_email.answer }}\` is the
answer that the node \`ask_email\` got, \`{{ visitor.name | default: "you" }}\` a variable that may be
missing. A template has at most 10,000 characters and renders to at most 20,000. Its work is counted:
it may write about 30,000 parts, loops included, and a list that is pushed into itself counts as often
as it would be written. A template that needs more fails its step, and the error names the field.

What a crash may do to a node: *exactly-once*, nothing is lost or doubled; *at-least-once*, it may
happen again, with the same id for the receiver; *at-most-once*, it never happens twice, and the
field \`whenUncertain\` says what to do when nobody can tell whether it happened.

An action that fails is tried again as its field \`retry\` says, and then leaves by \`error\`, where
\`steps.<id>.error\` is the reason. Without an edge there, the execution fails.
`;

const sections = [
  ['trigger', 'Triggers'],
  ['action', 'Actions'],
  ['condition', 'Conditions'],
];

/** The text of nodes.md. */
export function describeNodes() {
  const parts = sections.map(([type, title]) => {
    const nodes = Object.values(nodeDefinitions).filter((definition) => definition.type === type);
    return [`## ${title}\n`, ...nodes.map(describeNode)].join('\n');
  });
  return [introduction, ...parts].join('\n');
}

function describeNode(definition) {
  const { kind, title, description, config, example } = definition;
  const parsed = config.parse(example);
  const facts = [
    definition.event && `Event: \`${definition.event}\`.`,
    definition.type === 'action' && `Guarantee: ${guaranteesOf(definition, parsed)}.`,
    definition.waits && 'The execution waits here.',
    definition.counts && 'It bounds a loop.',
  ];
  const intro = [`${description}`, ...facts].filter(Boolean).join(' ');
  return [
    `### ${title}\n\n\`${kind}\`. ${intro}\n`,
    fieldsOf(config),
    waysOf(definition, parsed),
    `\`\`\`json\n${JSON.stringify({ kind, ...example }, null, 2)}\n\`\`\`\n`,
  ]
    .filter(Boolean)
    .join('\n');
}

function guaranteesOf(definition, parsed) {
  return definition.guaranteeWith
    ? `${guaranteeOf(definition, parsed)} in the example; it depends on the configuration`
    : definition.guarantee;
}

function fieldsOf(config) {
  const { properties = {}, required = [] } = z.toJSONSchema(config, {
    io: 'input',
    unrepresentable: 'any',
  });
  const rows = Object.entries(properties).map(([name, field]) => {
    const state = required.includes(name) ? 'required' : stateOf(field);
    const text = [field.title, field.description].filter(Boolean).join('. ').replace(/\.$/, '');
    return `| \`${name}\` | ${text} | ${state} |`;
  });
  if (rows.length === 0) return '';
  return ['| field | what | default |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function stateOf(field) {
  return field.default === undefined ? 'none' : `\`${JSON.stringify(field.default)}\``;
}

function waysOf(definition, parsed) {
  const ways = definition.outcomes(parsed).map(({ id, title }) => {
    const output = definition.output(parsed, id);
    return `| \`${id}\` | ${title} | ${output ? typeOf(output) : ''} |`;
  });
  if (ways.length === 0) return '';
  const gives = definition.type === 'trigger' ? '`event`' : '`steps.<id>`';
  return [`| way out | when | ${gives} |`, '| --- | --- | --- |', ...ways, ''].join('\n');
}

/** `{ answer: text, tags: list of text }` */
function typeOf(type) {
  if (type.type === 'list') return `list of ${typeOf(type.of)}`;
  if (type.type === 'choice') return type.choices.map((choice) => `“${choice}”`).join(' or ');
  if (type.type !== 'object') return type.type;
  const fields = Object.entries(type.fields).map(([name, of]) => `\`${name}\`: ${typeOf(of)}`);
  return fields.join(', ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(nodesPage, describeNodes());
