import { describe, expect, it } from 'vitest';
import { renderConfig } from '../fields/renderConfig.ts';
import { readAnswer } from './ask_visitor/readAnswer.ts';
import { nodeDefinitions } from './index.ts';
import { resumeAt } from './wait/resumeAt.ts';

const configOf = (kind: string, config: object) => nodeDefinitions[kind]!.config.parse(config);

describe('the templates of a configuration', () => {
  it('are found wherever its schema has them, with their use', () => {
    const { templates } = nodeDefinitions.http_request!;
    const config = configOf('http_request', {
      method: 'POST',
      url: 'https://{{ a }}/',
      headers: [{ name: 'X-Id', value: '{{ b }}' }],
      body: { type: 'json', json: { c: ['{{ c }}', 1], 'd.e': '{{ d }}' } },
    });
    expect(templates(config)).toEqual([
      { path: 'url', text: 'https://{{ a }}/', use: 'host' },
      { path: 'headers.0.value', text: '{{ b }}', use: 'text' },
      { path: 'body.json.c.0', text: '{{ c }}', use: 'text' },
      { path: 'body.json.d.e', text: '{{ d }}', use: 'text' },
    ]);
  });

  it('include the variables that it names, and the second sides of comparisons', () => {
    const inner = { match: 'any', rules: [{ field: 'b', operator: 'equals', value: '{{ c }}' }] };
    const rules = [{ field: 'a', operator: 'exists' }, inner];
    const { templates } = nodeDefinitions.if!;
    expect(templates(configOf('if', { condition: { match: 'all', rules } }))).toEqual([
      { path: 'condition.rules.0.field', text: '{{ a }}', use: 'text' },
      { path: 'condition.rules.1.rules.0.field', text: '{{ b }}', use: 'text' },
      { path: 'condition.rules.1.rules.0.value', text: '{{ c }}', use: 'text' },
    ]);
  });

  it('are filled in, and JSON keeps types and quotation marks', () => {
    const definition = nodeDefinitions.send_webhook!;
    const config = configOf('send_webhook', {
      url: 'https://example.com/{{ id }}',
      body: { name: '{{ name }}', tags: '{{ tags }}', 'a.b': ['{{ id }}'] },
    });
    const scope = { id: 7, name: 'Ada "the first"', tags: ['x'] };
    expect(renderConfig({ schema: definition.config, config, scope })).toMatchObject({
      config: {
        url: 'https://example.com/7',
        body: { name: 'Ada "the first"', tags: ['x'], 'a.b': [7] },
      },
    });
    expect(renderConfig({ schema: definition.config, config, scope: { id: 7 } })).toEqual({
      error: 'The variable name is not set.',
      variable: 'name',
      field: 'body.name',
    });
  });
});

describe('a text that the team reads', () => {
  const render = (kind: string, config: object, scope: object) => {
    const definition = nodeDefinitions[kind]!;
    const parsed = configOf(kind, config);
    const result = renderConfig({ schema: definition.config, config: parsed, scope });
    return 'config' in result ? (result.config as Record<string, unknown>) : result;
  };
  const email = 'boss@acme.example';
  const text = '{{ visitor.name }}: {{ visitor.email | default: "none" }}, {{ steps.ask.answer }}';
  const scope = (visitor: object, answer: unknown = 'size 42') => ({
    visitor: { email, emailProven: false, name: 'Ada', ...visitor },
    steps: { ask: { answer }, other: { text: 'x' } },
  });

  it('says of an address that the visitor only typed that it is not verified', () => {
    for (const [kind, config, field] of [
      ['notify_team', { title: 'Lead', text }, 'text'],
      ['ask_approval', { question: text }, 'question'],
      ['hand_over', { note: text }, 'note'],
      ['send_email', { to: ['team@acme.example'], subject: 'Lead', body: text }, 'body'],
    ] as const)
      expect(render(kind, config, scope({})), kind).toMatchObject({
        [field]: `Ada: ${email} (not verified), size 42`,
      });
    expect(render('notify_team', { title: 'Lead', text }, scope({ name: email }, email))).toEqual(
      expect.objectContaining({
        text: `${email} (not verified): ${email} (not verified), ${email} (not verified)`,
      }),
    );
  });

  it('shows an address that the visitor has proven as it is', () => {
    const known = scope({ emailProven: true }, 'Boss@acme.example');
    expect(render('notify_team', { title: 'Lead', text }, known)).toMatchObject({
      text: `Ada: ${email}, Boss@acme.example`,
    });
    expect(
      render('notify_team', { title: 'Lead', text }, scope({ emailProven: true }, 'a@b.example')),
    ).toMatchObject({ text: `Ada: ${email}, a@b.example (not verified)` });
  });

  it('is apart from a recipient and a value, which are the address itself', () => {
    const to = ['{{ visitor.email }}'];
    expect(render('send_email', { to, subject: 'Hi', body: 'Hi' }, scope({}))).toMatchObject({
      to: [email],
    });
    expect(
      render('send_webhook', { url: 'https://a.example', body: { email: to[0] } }, scope({})),
    ).toMatchObject({ body: { email } });
  });
});

describe('JSON in a configuration', () => {
  const body = (json: unknown) =>
    nodeDefinitions.send_webhook!.config.safeParse({ url: 'https://example.com', body: json });

  it('is refused when it is nested too deep, too long, or no JSON, without throwing', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    const prototype = JSON.parse('{"__proto__":{"a":1}}');
    for (const wrong of [deep, 'x'.repeat(10_001), { a: undefined }, new Date(), prototype, 1n])
      expect(body(wrong).success).toBe(false);
    expect(body({ a: [1, 'b', null, { c: true }] }).success).toBe(true);
  });
});

describe("a visitor's answer", () => {
  const choices = ['Express', 'Standard'];
  it.each([
    ['text', '  hello ', 'hello'],
    ['text', '  ', null],
    ['email', "it's ada@example.com.", 'ada@example.com'],
    ['email', 'I have none', null],
    ['number', '42', 42],
    ['number', 'about 3.5 days', 3.5],
    ['number', '3 or 4', null],
    ['choice', 'express', 'Express'],
    ['choice', '2', 'Standard'],
    ['choice', '3', null],
    ['choice', '2)', 'Standard'],
    ['choice', '(1)', 'Express'],
    ['choice', '２', 'Standard'],
    ['choice', 'Option 2, please', 'Standard'],
    ['choice', 'Standard, please', 'Standard'],
    ['choice', 'I’d like EXPRESS!', 'Express'],
    ['choice', '2, thanks!', 'Standard'],
    ['choice', 'ok, 2', 'Standard'],
    ['choice', 'I’ll take number 2', 'Standard'],
    ['choice', 'I’ll take 2', null],
    ['choice', 'the second one, please', 'Standard'],
    ['choice', 'I’d like the first', 'Express'],
    ['choice', 'last', 'Standard'],
    ['choice', 'option two', 'Standard'],
    ['choice', 'I want two', null],
    ['choice', 'die zweite', 'Standard'],
    ['choice', 'Nummer 1', 'Express'],
    ['choice', 'the third', null],
    ['choice', 'first or second', null],
    ['choice', 'not the second', null],
    ['choice', 'express or standard', null],
    ['choice', 'not express', null],
    ['choice', 'Is express faster?', null],
    ['choice', 'expression', null],
    ['email', 'it’s rosa@example.com thanks', 'rosa@example.com'],
    ['email', '“rosa@example.com”', 'rosa@example.com'],
    ['email', "write to 'rosa@example.com'!", 'rosa@example.com'],
    ['email', 'josé@exämple.de', 'josé@exämple.de'],
    ['email', '用户@例子.广告', '用户@例子.广告'],
    ['email', 'rosa＠example.com', 'rosa@example.com'],
    ['email', 'rosa..lind@example.com', null],
    ['email', '.rosa@example.com', null],
    ['email', 'rosa.@example.com', null],
    ['email', 'rosa@example', null],
    ['email', 'rosa@example.c', null],
    ['email', 'rosa@example.com\u200b', 'rosa@example.com'],
    ['email', '＜rosa@example.com＞', 'rosa@example.com'],
    ['email', 'https://rosa@example.com', null],
    ['email', 'not rosa@example.com', null],
    ['email', 'rosa@127.0.0.1', null],
    ['email', 'not rosa@old.example but rosa@new.example', null],
    ['number', '1,500', 1500],
    ['number', '1 500', 1500],
    ['number', '1\u202f500 €', 1500],
    ['number', '1.500,00', 1500],
    ['number', '$1,200.50', 1200.5],
    ['number', '-$5', -5],
    ['number', '1’000’000', 1_000_000],
    ['number', '12,34,567', 1_234_567],
    ['number', '１２３', 123],
    ['number', '٤٢', 42],
    ['number', '1,5', 1.5],
    ['number', '0.125', 0.125],
    ['number', '5 kg, please', 5],
    ['number', '-5', -5],
    ['number', '−3', -3],
    ['number', '-1,5', -1.5],
    ['number', '-5 °C', -5],
    ['number', '$ -5', -5],
    ['number', 'minus 5', -5],
    ['number', '-0', 0],
    ['number', '5-10', null],
    ['number', '- 5', null],
    ['number', '12345678901234567890', '12345678901234567890'],
    ['number', '-0.1000000000000000055', '-0.1000000000000000055'],
    ['number', '9'.repeat(400), null],
    ['number', '007', 7],
    ['number', '1.500', null],
    ['number', 'I need 2 500 ml bottles', null],
    ['number', '1,50,00', null],
    ['number', '12.5.2024', null],
    ['number', '2024-05-01', null],
    ['number', '10:30', null],
    ['number', 'TX-200', null],
    ['number', 'TX200', null],
    ['number', '5k', null],
    ['number', '2 million', null],
    ['number', 'many', null],
  ] as const)('as %s: %j is %j', (answerType, message, answer) => {
    expect(readAnswer({ answerType, choices }, message)).toBe(answer);
  });

  it.each([
    ['de-AT', '1.500', 1500],
    ['de', '1,500', 1.5],
    ['en-US', '1.500', 1.5],
    ['en_IE', '1,500', 1500],
    ['fr', '1.500', 1500],
    ['no locale', '1.500', null],
  ] as const)('is read as people write numbers in %s: %s is %j', (locale, message, answer) => {
    expect(readAnswer({ answerType: 'number', choices: [] }, message, locale)).toBe(answer);
  });

  it.each([
    [['2 pieces', '4 pieces'], '2', null],
    [['2 pieces', '4 pieces'], '4', '4 pieces'],
    [['2 pieces', '4 pieces'], '2)', '4 pieces'],
    [['Large', 'Extra large'], 'extra large please', 'Extra large'],
    [['Yes', 'No'], 'No, thanks', 'No'],
    [['Yes', 'No'], 'I don’t know', null],
    [['C++', 'C'], 'C++ please', 'C++'],
    [['Größe M', 'Größe L'], 'GRÖSSE M', 'Größe M'],
    [['First class', 'Second class'], 'the second', null],
    [['One piece', 'Two pieces'], 'the second', null],
  ])('of %j, %j is %j', (of, message, answer) => {
    expect(readAnswer({ answerType: 'choice', choices: of }, message)).toBe(answer);
  });

  it('has the type that was asked for', () => {
    const { output } = nodeDefinitions.ask_visitor!;
    const type = (config: object) => output(configOf('ask_visitor', config), 'answered');
    expect(type({ question: 'a', answerType: 'number' })).toMatchObject({
      fields: { answer: { type: 'number' } },
    });
    expect(type({ question: 'a', answerType: 'choice', choices })).toMatchObject({
      fields: { answer: { type: 'choice', choices } },
    });
  });
});

describe('waiting', () => {
  const until = (time: string) => ({ mode: 'time', time, timeZone: 'Europe/Vienna' }) as const;
  const now = new Date('2026-06-10T12:00:00Z');

  it('for a time ends after it', () => {
    const duration = { amount: 90, unit: 'minutes' } as const;
    expect(resumeAt({ mode: 'duration', duration }, now)).toEqual(new Date('2026-06-10T13:30:00Z'));
  });

  it('for a time of day ends today, or tomorrow when it is past', () => {
    expect(resumeAt(until('15:00'), now)).toEqual(new Date('2026-06-10T13:00:00Z'));
    expect(resumeAt(until('14:00'), now)).toEqual(new Date('2026-06-11T12:00:00Z'));
    expect(resumeAt(until('24:00'), now)).toEqual(new Date('2026-06-10T22:00:00Z'));
  });

  it('keeps the time of day through a change of clocks', () => {
    const before = new Date('2026-03-28T10:00:00Z');
    expect(resumeAt(until('09:00'), before)).toEqual(new Date('2026-03-29T07:00:00Z'));
  });
});

describe('an AI prompt', () => {
  it('with a schema gives fields of its types', () => {
    const schema = { type: 'object', properties: { mood: { enum: ['good', 'bad'] } } };
    const config = configOf('ai_prompt', { prompt: 'a', output: 'structured', schema });
    expect(nodeDefinitions.ai_prompt!.output(config, 'next')).toEqual({
      type: 'object',
      fields: {
        data: { type: 'object', fields: { mood: { type: 'choice', choices: ['good', 'bad'] } } },
      },
    });
  });

  it('without one cannot be structured', () => {
    expect(() => configOf('ai_prompt', { prompt: 'a', output: 'structured' })).toThrow();
  });
});
