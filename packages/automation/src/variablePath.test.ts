import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { lookUp } from './lookUp.ts';
import { nodeDefinitions } from './nodes/index.ts';
import { simulate } from './simulate.ts';
import { parseTemplate, render } from './templates/index.ts';
import { graphOf } from './testing/graph.ts';
import { formatPath, parsePath, partsOf } from './variablePath.ts';
import { variablesAt } from './verify/variables/variablesAt.ts';

/** Columns and fields as sheets, forms and CRMs have them. */
const keys = [
  'Order number',
  'Größe',
  'unit.price',
  'a"b',
  "it's",
  'E-mail',
  '日本',
  'Price (€)',
  'a\\b',
  '2nd',
  '50% {{ off }}',
  'line\nbreak',
  '[0]',
];

describe('the path of a variable', () => {
  it.each([
    ['steps.ask.answer', ['steps', 'ask', 'answer']],
    ['event.body["Order number"].x', ['event', 'body', 'Order number', 'x']],
    ["event.body['it\\'s \"so\"']", ['event', 'body', 'it\'s "so"']],
    ['event.body.Größe', ['event', 'body', 'Größe']],
    ['event.list[0].p', ['event', 'list', '0', 'p']],
    ['event.list.0["p"]', ['event', 'list', '0', 'p']],
  ])('is read: %s', (path, parts) => {
    expect(parsePath(path)).toEqual(parts);
    expect(parsePath(formatPath(parts))).toEqual(parts);
  });

  it.each(['', '.a', 'a.', 'a..b', 'a b', 'a[', 'a["b', 'a["b"', 'a["\\q"]', 'a[b]', 'a"b"', '1a'])(
    'is none: %j',
    (path) => expect(parsePath(path)).toBeNull(),
  );

  it('of any names is read by us and by Liquid as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 }), (names) => {
        const parts = ['event', ...names];
        const path = formatPath(parts);
        expect(parsePath(path)).toEqual(parts);
        expect(partsOf(path)).toEqual(parts);
        expect(parseTemplate(`{{ ${path} }}`)).toEqual({ variables: [parts] });
      }),
    );
  });
});

describe.each(keys)('a field called %j', (key) => {
  const body = { [key]: 'B-7', list: [{ [key]: 'B-7' }], amounts: { [key]: 12 } };
  const path = formatPath(['event', 'body', key]);
  const rule = { field: path, operator: 'equals', value: 'B-7' };
  const condition = { match: 'all', rules: [rule] };
  const graph = graphOf(
    {
      start: { kind: 'webhook', signed: false, sample: body },
      check: { kind: 'if', condition },
      choose: { kind: 'switch', cases: [{ id: 'b7', title: 'B-7', condition }] },
      measure: {
        kind: 'threshold',
        value: formatPath(['event', 'body', 'amounts', key]),
        bands: [{ id: 'some', title: 'Some', from: 10 }],
      },
      valid: { kind: 'validate_data', value: path, check: 'not_empty' },
      each: { kind: 'loop', list: '{{ event.body.list }}' },
      note: { kind: 'notify_team', title: `Order {{ ${path} }}` },
      store: {
        kind: 'set_contact_property',
        name: 'order',
        value: `{{ ${formatPath(['steps', 'each', 'item', key])} }}`,
      },
    },
    [
      ...['start>check', 'check.true>choose', 'choose.b7>measure', 'measure.some>valid'],
      ...['valid.valid>note', 'note>each', 'each.each>store', 'store>each'],
    ],
    nodeDefinitions,
  );

  it('is found', () => {
    expect(lookUp({ event: { body } }, path)).toBe('B-7');
    expect(render(`{{ ${path} }}`, { event: { body } })).toEqual({ text: 'B-7' });
  });

  it('is offered for every node, as it can be used there', () => {
    const offered = variablesAt({ graph, nodeId: 'check', definitions: nodeDefinitions });
    expect(offered).toContainEqual({ path, type: { type: 'text' }, source: expect.anything() });
  });

  it('may be used in every node that takes a variable', () => {
    const { machine, diagnostics } = compile({ graph, definitions: nodeDefinitions });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { status, steps, effects } = simulate({
      machine: machine!,
      graph,
      event: { body, headers: {}, query: {} },
      visitor: { id: 'vis_1' },
      conversation: null,
      now: new Date('2026-01-15T09:00:00Z'),
    });
    expect(status).toBe('ended');
    expect(steps.map(({ nodeId, outcome }) => `${nodeId}.${outcome}`)).toEqual([
      ...['start.next', 'check.true', 'choose.b7', 'measure.some', 'valid.valid', 'note.next'],
      ...['each.each', 'store.next', 'each.done'],
    ]);
    expect(effects).toMatchObject([{ title: 'Order B-7' }, { value: 'B-7' }]);
  });

  it('is unknown where the sample does not have it', () => {
    const other = structuredClone(graph);
    other.nodes[0]!.data.config.sample = { other: 1, list: [{}], amounts: { [key]: 1 } };
    const { diagnostics } = compile({ graph: other, definitions: nodeDefinitions });
    expect(diagnostics.map(({ code, nodeId }) => `${code} ${nodeId}`)).toContain(
      'unknown-variable check',
    );
  });
});
