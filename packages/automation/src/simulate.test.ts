import type { WorkflowGraph } from '@echoai/contract/workflowGraph';
import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { nodeDefinitions } from './nodes/index.ts';
import { rootTypes } from './scope.ts';
import { type CompiledWorkflow, type SimulationInput, simulate } from './simulate.ts';
import { graphOf } from './testing/graph.ts';

type Nodes = Parameters<typeof graphOf>[0];

const visitor = { id: 'vis_1', firstName: 'Ada', properties: { plan: 'free' } };
const conversation = { id: 'ses_1', sentiment: -0.6, tags: ['new'] };
const now = new Date('2026-01-15T09:00:00Z');

function machineOf(graph: WorkflowGraph) {
  const { machine, diagnostics } = compile({
    graph,
    definitions: nodeDefinitions,
    roots: rootTypes,
  });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return machine!;
}

/** Runs nodes after a trigger `begin`, of a visitor who wrote “I want my money back”. */
function run(
  nodes: Nodes,
  edges: string[],
  input: Partial<CompiledWorkflow & SimulationInput> = {},
) {
  const graph = graphOf({ begin: 'message_received', ...nodes }, edges, nodeDefinitions);
  const event = { text: 'I want my money back', sentiment: -0.6 };
  const given = { machine: machineOf(graph), graph, event, visitor, conversation, now };
  return simulate({ ...given, ...input });
}

const say = (text: string) => ({ kind: 'send_message', text });
const ask = (config: object = {}) => ({
  kind: 'ask_visitor',
  question: 'Your address?',
  answerType: 'email',
  ...config,
});
const mood = (operator: string, value: number) => ({
  kind: 'if',
  condition: { match: 'all', rules: [{ field: 'conversation.sentiment', operator, value }] },
});

describe('a simulated workflow', () => {
  it('goes the way that its conditions say, and tells what it would have done', () => {
    const simulation = run(
      {
        unhappy: mood('less', -0.4),
        sorry: say('Sorry, {{ visitor.name }}. You wrote: {{ event.text }}'),
        fine: say('Fine'),
        stop: 'end',
      },
      ['begin>unhappy', 'unhappy.true>sorry', 'unhappy.false>fine', 'sorry>stop'],
    );
    expect(simulation).toMatchObject({
      status: 'ended',
      error: null,
      endedAt: '2026-01-15T09:00:00.000Z',
      effects: [
        {
          nodeId: 'sorry',
          kind: 'send_message',
          text: 'Sorry, Ada. You wrote: I want my money back',
          visit: 3,
        },
      ],
    });
    expect(simulation.steps.map(({ nodeId, outcome }) => [nodeId, outcome])).toEqual([
      ['begin', 'next'],
      ['unhappy', 'true'],
      ['sorry', 'next'],
      ['stop', null],
    ]);
    expect(simulation.steps[1]).toMatchObject({
      label: 'UNHAPPY',
      output: { result: true },
      reasons: [{ field: 'conversation.sentiment', actual: -0.6, result: true }],
    });
  });

  it('goes through a list item by item, and through another list within', () => {
    const { steps, effects } = run(
      {
        outer: { kind: 'loop', list: '{{ event.text | split: " " | slice: 0, 2 }}' },
        inner: { kind: 'loop', list: '{{ "a b" | split: " " }}' },
        each: say('{{ steps.outer.item }} {{ steps.inner.item }} {{ steps.inner.index }}'),
        after: say('{{ steps.outer.count }} words'),
      },
      [
        'begin>outer',
        'outer.each>inner',
        'inner.each>each',
        'each>inner',
        'inner.done>outer',
        'outer.done>after',
      ],
    );
    expect(effects.map(({ text }) => text)).toEqual([
      'I a 0',
      'I b 1',
      'want a 0',
      'want b 1',
      '2 words',
    ]);
    expect(steps.map(({ visit }) => visit)).toEqual(steps.map((_, position) => position + 1));
  });

  it('lets time pass where it waits, and opens shops by it', () => {
    const hours = {
      timeZone: 'UTC',
      days: { friday: [{ from: '10:00', to: '12:00' }] },
      holidays: [],
    };
    const { steps, endedAt } = run(
      {
        day: { kind: 'wait', until: { mode: 'duration', duration: { amount: 1, unit: 'days' } } },
        shop: { kind: 'business_hours', hours },
        morning: { kind: 'wait', until: { mode: 'open', hours } },
        again: { kind: 'business_hours', hours },
        tell: say('{{ now | date: "%A %H:%M" }}, since {{ execution.startedAt }}'),
      },
      ['begin>day', 'day>shop', 'shop.closed>morning', 'morning>again', 'again.open>tell'],
    );
    expect(steps.map(({ nodeId, at }) => [nodeId, at])).toEqual([
      ['begin', '2026-01-15T09:00:00.000Z'],
      ['day', '2026-01-15T09:00:00.000Z'],
      ['shop', '2026-01-16T09:00:00.000Z'],
      ['morning', '2026-01-16T09:00:00.000Z'],
      ['again', '2026-01-16T10:00:00.000Z'],
      ['tell', '2026-01-16T10:00:00.000Z'],
    ]);
    expect(steps.at(-1)!.input).toMatchObject({
      text: 'Friday 10:00, since 2026-01-15T09:00:00.000Z',
    });
    expect(endedAt).toBe('2026-01-16T10:00:00.000Z');
  });

  it('goes by the clock of the time zone that its trigger names', () => {
    const days = { friday: [{ from: '10:00', to: '12:00' }] };
    const rules = [{ field: 'now', operator: 'after', value: '2026-01-16T09:59' }];
    const graph = graphOf(
      {
        begin: { kind: 'manual', timeZone: 'Europe/Vienna' },
        time: { kind: 'wait', until: { mode: 'time', time: '09:00' } },
        open: { kind: 'wait', until: { mode: 'open', hours: { days } } },
        shop: { kind: 'business_hours', hours: { days } },
        late: { kind: 'if', condition: { match: 'all', rules } },
        tell: {
          kind: 'notify_team',
          title: '{{ now | date: "%A %H:%M" }} {{ workflow.timeZone }}',
        },
      },
      ['begin>time', 'time>open', 'open>shop', 'shop.open>late', 'late.true>tell'],
      nodeDefinitions,
    );
    const { machine, diagnostics } = compile({
      graph,
      definitions: nodeDefinitions,
      roots: rootTypes,
    });
    expect(diagnostics).toEqual([]);
    const { steps, effects } = simulate({
      machine: machine!,
      graph,
      event: { input: {} },
      visitor: null,
      conversation: null,
      now: new Date('2026-01-15T09:00:00Z'),
    });
    expect(steps.map(({ at }) => at.slice(5, 16))).toEqual([
      ...['01-15T09:00', '01-15T09:00', '01-16T08:00'],
      ...['01-16T09:00', '01-16T09:00', '01-16T09:00'],
    ]);
    expect(effects).toMatchObject([{ title: 'Friday 10:00 Europe/Vienna' }]);
    const wrong = graphOf(
      { begin: { kind: 'manual', timeZone: 'Vienna' }, stop: 'end' },
      ['begin>stop'],
      nodeDefinitions,
    );
    expect(compile({ graph: wrong, definitions: nodeDefinitions }).diagnostics).toMatchObject([
      { nodeId: 'begin', field: 'timeZone', severity: 'error' },
    ]);
  });

  it('shows later nodes what earlier ones changed of the visitor and the conversation', () => {
    const { effects, steps } = run(
      {
        set: { kind: 'set_contact_property', name: 'plan', value: 'pro' },
        name: { kind: 'update_contact', name: 'Ada King Lovelace', phone: '+43 1 234' },
        tag: { kind: 'tag_conversation', add: ['  VIP  guest'], remove: ['new'] },
        over: { kind: 'hand_over' },
        tell: say(
          '{{ visitor.name }}: {{ visitor.properties.plan }} {{ visitor.properties.phone }} {{ conversation.tags | join }} {{ conversation.answeredBy }}',
        ),
      },
      ['begin>set', 'set>name', 'name>tag', 'tag>over', 'over>tell'],
    );
    expect(effects.at(-1)).toMatchObject({
      text: 'Ada King Lovelace: pro +43 1 234 vip guest person',
    });
    expect(effects.slice(0, 3)).toMatchObject([
      { kind: 'set_contact_property', name: 'plan', value: 'pro' },
      { kind: 'update_contact', phone: '+43 1 234' },
      { kind: 'tag_conversation', add: ['  VIP  guest'], remove: ['new'] },
    ]);
    expect(effects[0]).not.toHaveProperty('retry');
    expect(steps.every(({ error }) => error === undefined)).toBe(true);
    expect(visitor.properties).toEqual({ plan: 'free' });
    expect(conversation.tags).toEqual(['new']);
  });
});

describe('what is chosen', () => {
  const request = { kind: 'http_request', url: 'https://example.com', sample: { total: 12 } };

  it('is what a node gives, for every visit or one after the other', () => {
    const nodes = {
      loop: { kind: 'loop', list: '{{ "a b c" | split: " " }}' },
      look: request,
      tell: say('{{ steps.look.body.total }}'),
    };
    const edges = ['begin>loop', 'loop.each>look', 'look>tell', 'tell>loop', 'look.error>loop'];
    const texts = (look: NonNullable<SimulationInput['choose']>[string]) =>
      run(nodes, edges, { choose: { look } })
        .effects.filter(({ kind }) => kind === 'send_message')
        .map(({ text }) => text);
    expect(texts({ output: { body: { total: 5 } } })).toEqual(['5', '5', '5']);
    expect(texts([{ output: { body: { total: 5 } } }, { outcome: 'error' }])).toEqual(['5', '12']);
  });

  it('is an example when nothing is: a sample, or a value of the right type', () => {
    const { effects, steps } = run(
      {
        look: request,
        ai: {
          kind: 'ai_prompt',
          prompt: 'Sum up {{ steps.look.body.total }}',
          output: 'structured',
          schema: { type: 'object', properties: { mood: { enum: ['good', 'bad'] } } },
        },
      },
      ['begin>look', 'look>ai'],
    );
    expect(effects[1]).toMatchObject({ kind: 'ai_prompt', prompt: 'Sum up 12' });
    expect(steps.at(-1)!.output).toEqual({ data: { mood: 'good' } });
  });

  it('decides an approval, which otherwise nobody answers in time', () => {
    const nodes = { sure: { kind: 'ask_approval', question: 'Sure?' }, yes: 'end', no: 'end' };
    const edges = ['begin>sure', 'sure.approved>yes', 'sure.declined>no'];
    const decided = run(nodes, edges, {
      choose: { sure: { outcome: 'approved', output: { comment: 'Fine', decidedBy: 'Eve' } } },
    });
    expect(decided.steps.at(-1)).toMatchObject({ nodeId: 'yes', at: '2026-01-15T09:00:00.000Z' });
    expect(decided.steps[1]!.output).toEqual({ comment: 'Fine', decidedBy: 'Eve' });
    const late = run(nodes, edges);
    expect(late).toMatchObject({ status: 'ended', endedAt: '2026-01-18T09:00:00.000Z' });
    expect(late.effects).toMatchObject([{ kind: 'ask_approval', question: 'Sure?' }]);
  });

  it('goes before a condition, so that the other way can be seen', () => {
    const { steps } = run(
      { unhappy: mood('less', -0.4), fine: 'end' },
      ['begin>unhappy', 'unhappy.false>fine'],
      { choose: { unhappy: { outcome: 'false' } } },
    );
    expect(steps.map(({ nodeId }) => nodeId)).toEqual(['begin', 'unhappy', 'fine']);
    expect(steps[1]).not.toHaveProperty('reasons');
  });

  it.each([
    [{ nobody: { outcome: 'next' } }, 'the node nobody, which is not there'],
    [{ tell: { outcome: 'maybe' } }, '“TELL” has no way out maybe. It has next, error.'],
    [{ begin: { output: {} } }, 'Nothing can be chosen for “BEGIN”'],
    [{ tell: 'error' }, 'The choices cannot be read: tell must be'],
    [{ tell: { output: () => 1 } }, 'The choices cannot be read: it holds a function.'],
  ])('is refused by a sentence where it cannot be: %j', (choose, says) => {
    const simulation = run({ tell: say('Hello') }, ['begin>tell'], { choose: choose as never });
    expect(simulation).toMatchObject({ status: 'stopped', steps: [], effects: [] });
    expect(simulation.error).toContain(says);
  });
});

describe('a question to the visitor', () => {
  const nodes = { ask: ask({ attempts: 2 }), mail: say('Mail to {{ steps.ask.answer }}') };
  const edges = ['begin>ask', 'ask.answered>mail'];

  it('takes what was chosen as the visitor’s messages, and asks again when one does not fit', () => {
    const { steps, effects } = run(nodes, edges, {
      choose: { ask: [{ output: 'no' }, { output: { answer: 'it is ada@example.com' } }] },
    });
    expect(effects).toMatchObject([
      { nodeId: 'ask', question: 'Your address?', visit: 2 },
      { nodeId: 'ask', question: 'That does not look like an e-mail address. Please try again.' },
      { nodeId: 'mail', text: 'Mail to ada@example.com' },
    ]);
    expect(steps[1]).toMatchObject({ outcome: 'answered', output: { answer: 'ada@example.com' } });
  });

  it('is left when no answer fits, when none comes in time, and when it fails', () => {
    const left = (ask?: object) => run(nodes, edges, { choose: ask ? { ask } : {} }).steps.at(-1)!;
    expect(left({ output: 'no' })).toMatchObject({ outcome: 'invalid' });
    expect(left()).toMatchObject({ outcome: 'timeout' });
    expect(left([{ output: 'no' }])).toMatchObject({ outcome: 'timeout' });
    expect(left({ outcome: 'error' })).toMatchObject({ outcome: 'error' });
    expect(left({ outcome: 'error', output: { error: 'Gone' } }).error).toBe('Gone');
    expect(run(nodes, edges).endedAt).toBe('2026-01-16T09:00:00.000Z');
  });

  it('gets a fitting answer when it is only chosen that there is one', () => {
    const choose = { ask: { outcome: 'answered' } };
    expect(run(nodes, edges, { choose }).effects.at(-1)).toMatchObject({
      text: 'Mail to visitor@example.com',
    });
  });
});

describe('what goes wrong', () => {
  const missing = { set: say('Your plan: {{ visitor.properties.tier }}') };

  it('leaves by error when a text cannot be filled in, and names node and variable', () => {
    const error =
      'text of “SET” cannot be filled in: The variable visitor.properties.tier is not set.';
    expect(run(missing, ['begin>set'])).toMatchObject({
      status: 'failed',
      error,
      effects: [],
      steps: [{ nodeId: 'begin' }, { nodeId: 'set', outcome: 'error', output: { error }, error }],
    });
    const mended = run({ ...missing, tell: say('{{ steps.set.error }}') }, [
      'begin>set',
      'set.error>tell',
    ]);
    expect(mended).toMatchObject({ status: 'ended', error: null, effects: [{ text: error }] });
  });

  it.each([
    [{ tell: say('Hello') }, 'There is no conversation here'],
    [
      { tell: { kind: 'set_contact_property', name: 'plan', value: 1 } },
      'There is no contact here',
    ],
    [
      { tell: { kind: 'loop', list: '{{ event.text | upcase }}' } },
      'What it goes through is no list.',
    ],
  ])('leaves by error as it would when it ran: %j', (nodes, says) => {
    const simulation = run(
      nodes,
      ['begin>tell', ...('list' in nodes.tell ? ['tell.each>tell'] : [])],
      {
        visitor: null,
        conversation: null,
      },
    );
    expect(simulation).toMatchObject({ status: 'failed', effects: [] });
    expect(simulation.error).toContain(says);
  });

  it('is said of contacts and tags that the server would refuse', () => {
    const errorOf = (tell: { kind: string } & Record<string, unknown>) =>
      run({ tell }, ['begin>tell']).error;
    expect(errorOf({ kind: 'set_contact_property', name: 'plan', value: ['a'] })).toContain(
      'no text',
    );
    expect(errorOf({ kind: 'set_contact_property', name: 'constructor', value: 1 })).toContain(
      'reserved',
    );
    expect(errorOf({ kind: 'update_contact', email: 'nobody' })).toContain(
      'email cannot be stored',
    );
    expect(errorOf({ kind: 'tag_conversation', add: ['x'.repeat(41)] })).toContain('1 to 40');
  });

  it('stops a workflow that goes on for too long, by steps or by time', () => {
    const nodes = {
      wait: { kind: 'wait', until: { mode: 'duration', duration: { amount: 1, unit: 'days' } } },
    };
    const endless = run(nodes, ['begin>wait', 'wait>wait']);
    expect(endless).toMatchObject({
      status: 'stopped',
      error: expect.stringContaining('1,000 steps'),
    });
    expect(endless.steps).toHaveLength(1_000);
    expect(endless.endedAt).toBe('2028-10-10T09:00:00.000Z');
    expect(run(nodes, ['begin>wait', 'wait>wait'], { maxSteps: 3 }).steps).toHaveLength(3);
    expect(run(nodes, ['begin>wait', 'wait>wait'], { maxWork: 1_000 })).toMatchObject({
      status: 'stopped',
      error: expect.stringContaining('more work'),
    });
  });

  it('stops with a sentence when machine and graph do not belong together, or there is no time', () => {
    const other = graphOf({ begin: 'manual', a: 'end' }, ['begin>a'], nodeDefinitions);
    expect(run({ tell: say('Hello') }, ['begin>tell'], { graph: other })).toMatchObject({
      status: 'stopped',
      error: 'The graph has no node tell, which the machine has.',
    });
    expect(run({}, [], { now: new Date('never') })).toMatchObject({
      status: 'stopped',
      endedAt: null,
    });
    expect(run({}, [], { machine: {} as never }).status).toBe('stopped');
    expect(run({}, [], { maxSteps: Number.NaN }).error).toBe('maxSteps must be a number.');
  });
});
