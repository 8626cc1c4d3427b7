import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxRendered, parseTemplate, render, renderValue } from './index.ts';

const scope = {
  visitor: { name: 'Ada', email: null },
  steps: { ask: { answer: 42, tags: ['a', 'b'] } },
};

describe('a template', () => {
  it('names the variables that it reads, without those that it sets itself', () => {
    const text =
      '{{ visitor.name | default: steps.x.y }}{% for t in steps.ask.tags %}{{ t.a }}{% endfor %}' +
      '{{ steps[visitor.email].z }}{{ list[0].c }}';
    expect(parseTemplate(text)).toEqual({
      variables: expect.arrayContaining([
        ['visitor', 'name'],
        ['steps', 'x', 'y'],
        ['steps', 'ask', 'tags'],
        ['steps'],
        ['visitor', 'email'],
        ['list', '0', 'c'],
      ]),
    });
    expect((parseTemplate(text) as { variables: string[][] }).variables).toHaveLength(6);
  });

  it('with a mistake says where it is', () => {
    expect(parseTemplate('Hello {{ name')).toEqual({
      error: 'Output "{{ name" not closed (line 1, column 7).',
    });
    expect(parseTemplate('{{ a | shout }}')).toEqual({
      error: 'Undefined filter: shout (line 1, column 1).',
    });
  });

  it.each(['include', 'render', 'layout', 'block'])('cannot %s another file', (tag) => {
    expect(parseTemplate(`{% ${tag} "/etc/passwd" %}`)).toHaveProperty('error');
  });

  it('is filled in, lists and objects as JSON and null as nothing', () => {
    expect(render('Hi {{ visitor.name }}{{ visitor.email }}: {{ steps.ask }}', scope)).toEqual({
      text: 'Hi Ada: {"answer":42,"tags":["a","b"]}',
    });
  });

  it('names the variable that is missing', () => {
    expect(render('Hi {{ steps.later.answer }}', scope)).toEqual({
      error: 'The variable steps.later is not set.',
      variable: 'steps.later',
    });
  });

  it('may give a default for a missing variable', () => {
    expect(render('{{ steps.later.answer | default: "you" }}', scope)).toEqual({ text: 'you' });
  });

  it('reads no inherited property', () => {
    for (const path of ['visitor.constructor', 'visitor.__proto__', 'steps.ask.tags.push'])
      expect(render(`{{ ${path} }}`, scope)).toHaveProperty('variable', path);
  });

  it('that is one variable keeps its type', () => {
    expect(renderValue(' {{ steps.ask.answer }} '.trim(), scope)).toEqual({ value: 42 });
    expect(renderValue('{{- steps.ask.tags -}}', scope)).toEqual({ value: ['a', 'b'] });
    expect(renderValue('{{ steps.ask.tags | first }}', scope)).toEqual({ value: 'a' });
    expect(renderValue('{{ steps.ask.answer }}!', scope)).toEqual({ value: '42!' });
    expect(renderValue('{{ steps.none }}', scope)).toHaveProperty('variable', 'steps.none');
  });

  it.each([
    [
      'runs for ever',
      '{% for i in (1..90000) %}{% for j in (1..90000) %}x{% endfor %}{% endfor %}',
    ],
    ['counts too far', '{% for i in (1..1000000000) %}x{% endfor %}'],
    [
      'doubles a text again and again',
      '{% assign s = "aaaaaaaa" %}{% for i in (1..99) %}{% assign s = s | append: s %}{% endfor %}',
    ],
    [
      'captures itself',
      '{% assign s = "aa" %}{% for i in (1..99) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}',
    ],
    ['pads a date', '{{ "now" | date: "%1000000000d" }}'],
    ['is long', 'x'.repeat(10_001)],
    ['writes much', '{% for i in (1..900) %}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa{% endfor %}'],
  ])('that %s ends with an error', (_, text) => {
    expect(render(text, scope)).toHaveProperty('error');
  });

  it('of any text never throws and is bounded', () => {
    const piece = fc.constantFrom(
      ...[
        '{{',
        '}}',
        '{%',
        '%}',
        ' visitor.name ',
        '|',
        ' append: ',
        ' for i in (1..9) ',
        'endfor',
      ],
      ...[' if ', ' endif ', '[', ']', '"', '-', '.', '(', ')', ' assign a = ', ' raw ', '\n'],
    );
    const text = fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }).map((a) => a.join(''));
    fc.assert(
      fc.property(text, (template) => {
        const parsed = parseTemplate(template);
        const rendered = render(template, scope);
        if ('error' in parsed) expect(rendered).toHaveProperty('error');
        if ('text' in rendered) expect(rendered.text.length).toBeLessThanOrEqual(maxRendered);
        renderValue(template, scope);
      }),
      { numRuns: 500 },
    );
  });
});
