import { describe, expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { definitions } from '../testing/definitions.ts';
import { graphOf } from '../testing/graph.ts';

type Nodes = Parameters<typeof graphOf>[0];

/** Diagnostics of a graph that begins with the trigger `begin`. */
function diagnose(
  nodes: Nodes,
  edges: string[],
  more: Partial<Parameters<typeof compile>[0]> = {},
) {
  const graph = graphOf({ begin: 'trigger', ...nodes }, edges);
  return compile({ graph, definitions, ...more }).diagnostics;
}

/** Codes of the errors, each with the node at fault. */
function errors(...parameters: Parameters<typeof diagnose>) {
  return diagnose(...parameters)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, nodeId }) => `${code} ${nodeId}`);
}

const send = (text: string) => ({ kind: 'send', text });
const sendTo = (to: string) => ({ kind: 'send', to });
const test = (field: string, operator: string, value?: unknown) => ({
  kind: 'if',
  field,
  operator,
  ...(value === undefined ? {} : { value }),
});

describe('whether there is a value', () => {
  it('is not settled by what allows an empty text', () => {
    const asked = (field: string) =>
      [
        { a: test(field, 'equals', ''), b: test(field, 'exists'), c: send('x'), d: send('y') },
        ['begin>a', 'a.true>b', 'b.true>c', 'b.false>d'],
      ] as const;
    const [nodes, edges] = asked('event.text');
    expect(errors(nodes, [...edges])).toEqual(['condition-never-true b']);
    const only = { ...nodes, a: test('event.text', 'not_equals', 'z') };
    expect(errors(only, [...edges])).toEqual([]);
  });

  it('may be asked for and denied of a text that is empty', () => {
    const nodes = { a: test('event.text', 'not_exists'), b: test('event.text', 'equals', '') };
    const edges = ['begin>a', 'a.true>b', 'b.true>c', 'b.false>d'];
    expect(errors({ ...nodes, c: send('x'), d: send('y') }, edges)).toEqual([]);
    const number = { ...nodes, b: test('event.text', 'greater', 3) };
    expect(errors({ ...number, c: send('x'), d: send('y') }, edges)).toEqual([
      'condition-never-true b',
    ]);
  });
});

describe('a configuration', () => {
  it('of a node that stands as another type is not valid', () => {
    const graph = graphOf({ begin: 'trigger', a: 'send' }, ['begin>a']);
    graph.nodes[1]!.type = 'condition';
    expect(compile({ graph, definitions }).diagnostics[0]).toMatchObject({
      code: 'invalid-configuration',
      field: 'type',
      message: 'In “A”, type must be action, not condition.',
    });
  });

  it.each([
    [['a', 'a'], '“A” has two ways out with the id a.'],
    [['a.b'], 'not of letters, digits, _ and -: a.b.'],
    [[''], 'not of letters, digits, _ and -'],
  ])('with the ways out %j is not valid', (cases, says) => {
    const [diagnostic] = diagnose({ a: { kind: 'choose', cases } }, ['begin>a']);
    expect(diagnostic).toMatchObject({ code: 'invalid-configuration', nodeId: 'a' });
    expect(diagnostic!.message).toContain(says);
  });

  it('that cannot be read causes no errors behind it', () => {
    const broken = { kind: 'ask', isList: 'perhaps' };
    expect(
      errors({ a: broken, b: send('{{ steps.a.answer }}'), c: sendTo('{{ steps.b.messageId }}') }, [
        ...['begin>a', 'a.answered>b', 'b>c', 'c.error>a'],
      ]),
    ).toEqual(['invalid-configuration a']);
  });

  it('that is wrong in many places names the first hundred', () => {
    const nodes = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`n${n}`, 'nothing']));
    expect(diagnose(nodes, []).filter(({ code }) => code === 'unknown-kind')).toHaveLength(100);
  });
});

describe('a loop', () => {
  it('within a loop is bounded by both', () => {
    const edges = [
      'begin>outer',
      'outer.each>inner',
      'inner.each>a',
      'a>inner',
      'inner.done>outer',
    ];
    expect(errors({ outer: 'loop', inner: 'loop', a: 'send' }, edges)).toEqual([]);
  });

  it('that begins again when it is done is not bounded', () => {
    const edges = ['begin>a', 'a.each>b', 'b>a', 'a.done>c', 'c.next>a'];
    const found = diagnose({ a: 'loop', b: 'send', c: { kind: 'look' } }, [
      ...edges.slice(0, -1),
      'c.absent>a',
    ]);
    expect(found.find(({ code }) => code === 'endless-loop')).toMatchObject({
      path: ['a', 'c', 'a'],
    });
  });

  it('that cannot end but waits is allowed', () => {
    expect(errors({ a: 'wait', b: 'send' }, ['begin>a', 'a>b', 'b>a', 'b.error>a'])).toEqual([]);
  });

  it('may not lead back into the trigger', () => {
    expect(errors({ a: 'wait' }, ['begin>a', 'a>begin'])).toContain('invalid-graph begin');
  });
});

describe('a variable', () => {
  const used = (text: string) =>
    errors({ a: 'look', b: send(text) }, ['begin>a', 'a.found>b', 'a.absent>b']);

  it('is not set before its own node has run', () => {
    const found = diagnose({ a: send('{{ steps.a.messageId }}') }, ['begin>a']);
    const diagnostic = found.find(({ code }) => code === 'variable-not-set');
    expect(diagnostic!.message).toContain('which it gives only afterwards');
  });

  it('is lost when its node is passed again and gives nothing', () => {
    const edges = ['begin>a', 'a.found>b', 'b>c', 'c>a'];
    const nodes: Nodes = { a: 'look', b: send('{{ steps.a.value }}'), c: 'wait' };
    expect(errors(nodes, edges)).toEqual([]);
    expect(errors(nodes, [...edges, 'a.absent>b'])).toEqual(['variable-not-set b']);
  });

  it('with a default may be missing, in every place of the text', () => {
    expect(used('{{ steps.a.value | default: "you" }}')).toEqual([]);
    expect(used('{{ steps.a.value | default: "you" }} {{ steps.a.value }}')).toEqual([
      'variable-not-set b',
    ]);
    expect(used('{{ steps.a.value | upcase }}')).toEqual(['variable-not-set b']);
  });

  it('may be asked whether it is set, and is then', () => {
    const nodes = { a: 'look', b: test('steps.a.value', 'exists'), c: send('{{ steps.a.value }}') };
    const edges = ['begin>a', 'a.found>b', 'a.absent>b'];
    expect(errors(nodes, [...edges, 'b.true>c'])).toEqual([]);
    expect(errors(nodes, [...edges, 'b.false>c'])).toContain('variable-not-set c');
  });

  it('is looked for in the event that the trigger gives', () => {
    expect(errors({ a: send('{{ event.text }} {{ event.text.size }}') }, ['begin>a'])).toEqual([]);
    expect(errors({ a: send('{{ event.words }}') }, ['begin>a'])).toEqual(['unknown-variable a']);
  });

  it.each(['customer.name', 'steps.a.other', 'steps.w', 'steps.w.x', 'now.year', 'a.value'])(
    'that does not exist is named: %s',
    (path) => {
      const nodes = { a: 'look', w: 'wait', b: send(`{{ ${path} }}`) };
      expect(errors(nodes, ['begin>a', 'a.found>w', 'w>b'])).toEqual(['unknown-variable b']);
    },
  );

  it('of the conversation is known by the types that are given', () => {
    const roots = {
      conversation: { type: 'object', fields: { mood: { type: 'number' } } },
    } as const;
    const nodes = (name: string) => ({ a: send(`{{ conversation.${name} }}`) });
    expect(errors(nodes('mood'), ['begin>a'], { roots })).toEqual([]);
    expect(errors(nodes('mode'), ['begin>a'], { roots })).toEqual(['unknown-variable a']);
  });

  it('is found by the parser that is passed in', () => {
    const parseTemplate = () => ({ variables: [['visitor', 'name'], ['nothing']] });
    expect(errors({ a: send('{% any %}') }, ['begin>a'], { parseTemplate })).toEqual([
      'unknown-variable a',
    ]);
  });
});

describe('a comparison', () => {
  const compared = (ask: object, operator: string, value?: unknown) =>
    errors({ a: { kind: 'ask', ...ask }, b: test('steps.a.answer', operator, value) }, [
      ...['begin>a', 'a.answered>b'],
    ]);

  it('must suit the type of its variable', () => {
    expect(compared({ isList: true }, 'list_contains', 'x')).toEqual([]);
    expect(compared({ isList: true }, 'contains', 'x')).toEqual(['type-mismatch b']);
    expect(compared({ isList: true }, 'greater', 1)).toEqual(['type-mismatch b']);
    expect(compared({}, 'list_empty')).toEqual(['type-mismatch b']);
    expect(compared({}, 'greater', 1)).toEqual([]);
  });

  it('with a choice that is not offered is never true', () => {
    const choices = ['Sales', 'Support'];
    expect(compared({ choices }, 'equals', ' SALES ')).toEqual([]);
    expect(compared({ choices }, 'equals', 'Billing')).toEqual(['condition-never-true b']);
    expect(compared({ choices }, 'starts_with', 'b')).toEqual(['condition-never-true b']);
    expect(compared({ choices }, 'greater', 3)).toEqual(['condition-never-true b']);
  });

  const decided = (between: string, field = 'conversation.sentiment') =>
    diagnose({ a: test(field, 'less', 0), m: between, b: test(field, 'greater', 0.5), e: 'end' }, [
      'begin>a',
      'a.true>m',
      `m.${definitions[between]!.outcomes({})[0]!.id}>b`,
      'b.true>e',
    ]).some(({ code }) => code === 'condition-never-true');

  it('of what may change is forgotten by a node that waits or acts', () => {
    expect(decided('send')).toBe(true);
    expect(decided('wait')).toBe(false);
    expect(decided('look')).toBe(false);
  });

  it('of what stays is remembered', () => {
    expect(decided('wait', 'event.sentiment')).toBe(true);
    expect(decided('wait', 'now')).toBe(false);
  });

  it('with a template says only that there is a value', () => {
    const field = 'visitor.plan';
    const found = (value: string) =>
      errors({ a: test(field, 'equals', value), b: test(field, 'not_equals', value), e: 'end' }, [
        ...['begin>a', 'a.true>b', 'b.true>e'],
      ]);
    expect(found('pro')).toEqual(['condition-never-true b']);
    expect(found('{{ visitor.name }}')).toEqual([]);
  });
});

describe('a recipient', () => {
  const check = { kind: 'validate', path: 'visitor.email' };

  it('must be checked again when it may have changed', () => {
    const nodes = { check, w: 'wait', a: sendTo('{{ visitor.email }}') };
    expect(errors(nodes, ['begin>check', 'check.valid>a', 'a>w'])).toEqual([]);
    expect(errors(nodes, ['begin>check', 'check.valid>w', 'w>a'])).toEqual([
      'unchecked-recipient a',
    ]);
  });

  it('must be checked on every way', () => {
    const nodes = { check, a: sendTo('{{ visitor.email }}') };
    const found = diagnose(nodes, ['begin>check', 'check.valid>a', 'check.invalid>a']);
    expect(found.find(({ code }) => code === 'unchecked-recipient')).toMatchObject({
      nodeId: 'a',
      path: ['begin', 'check', 'a'],
    });
  });

  it('may be what a visitor answered only when it is checked, or is a choice of the owner', () => {
    const asked = (ask: object, to = '{{ steps.q.answer }}') =>
      errors({ q: { kind: 'ask', ...ask }, a: sendTo(to) }, ['begin>q', 'q.answered>a']);
    expect(asked({})).toEqual(['unchecked-recipient a']);
    expect(asked({ choices: ['a@example.com', 'b@example.com'] })).toEqual([]);
    expect(asked({}, 'shop+{{ steps.q.answer | downcase }}@example.com')).toEqual([
      'unchecked-recipient a',
    ]);
    expect(asked({}, 'shop@example.com')).toEqual([]);
    expect(asked({}, '{{ steps[visitor.name] }}@example.com')).toEqual([
      ...['unchecked-recipient a', 'unchecked-recipient a'],
    ]);
  });

  it('may be what a node made itself', () => {
    const nodes = { s: 'send', a: sendTo('{{ steps.s.messageId }}') };
    expect(errors(nodes, ['begin>s', 's>a'])).toEqual([]);
  });
});

describe('a circle of workflows', () => {
  const starts = (workflowId: string, startsIndirectly?: Record<string, string[]>) =>
    errors({ a: { kind: 'start', workflowId } }, ['begin>a'], {
      workflow: { id: 'wf_1', startsIndirectly },
    });

  it('may be of one alone', () => {
    expect(starts('wf_1')).toEqual(['workflow-circle a']);
  });

  it('is not one that others make among themselves', () => {
    expect(starts('wf_2', { wf_2: ['wf_3'], wf_3: ['wf_2'] })).toEqual([]);
    expect(starts('toString', {})).toEqual([]);
  });
});
