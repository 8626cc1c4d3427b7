import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxRendered, parseTemplate, render, renderAddress, renderValue } from './index.ts';

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
    ['names days', '{% for i in (1..90000) %}{{ "now" | date: "%A %B" | slice: 0 }}{% endfor %}'],
    [
      'pushes a list into itself',
      '{% assign a = "x" | split: "," %}{% for i in (1..200) %}{% assign a = a | push: a %}{% endfor %}{{ a }}',
    ],
    [
      'puts a list into itself from the front and joins it',
      '{% assign a = "x,y" | split: "," %}{% for i in (1..200) %}{% assign a = a | unshift: a %}{% endfor %}{{ a | join: "" }}',
    ],
    [
      'compares a list that holds itself',
      '{% assign a = "x" | split: "," %}{% assign b = a %}{% for i in (1..200) %}{% assign a = a | push: a %}{% assign b = b | push: b %}{% endfor %}{% if a == b %}same{% endif %}',
    ],
    [
      'groups and searches a list that holds itself',
      '{% assign a = "x" | split: "," %}{% for i in (1..200) %}{% assign a = a | push: a %}{% endfor %}{% assign g = a | where: "x", a %}{{ g | json }}',
    ],
    [
      'prints a long list in a loop',
      '{% for i in (1..90000) %}{% capture s %}{{ visitor }}{{ steps }}{% endcapture %}{% endfor %}',
    ],
    [
      'reads a long path of every item',
      `{% assign l = (1..9000) %}{% for i in (1..90) %}{% assign s = l | sum: "${'a.'.repeat(4_000)}" %}{% endfor %}`,
    ],
    ['is long', 'x'.repeat(10_001)],
    ['writes much', '{% for i in (1..900) %}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa{% endfor %}'],
  ])('that %s ends with an error', (_, text) => {
    expect(render(text, scope)).toHaveProperty('error');
  });

  it('gives no value that is deep, or that holds the same list again and again', () => {
    const doubled = (rounds: number) =>
      `{{ steps.ask.tags ${'| group_by_exp: "tag", "1" '.repeat(rounds)}}}`;
    expect(renderValue(doubled(10), scope)).toHaveProperty('value');
    expect(renderValue(doubled(60), scope)).toEqual({
      error: 'A value is nested deeper than 100 levels.',
    });
  });

  it('that is honest may be as large as what other programs answer', () => {
    const items = Array.from({ length: 2_000 }, (_, id) => ({ id, name: `Item ${id}`, price: 9 }));
    const wide = { items };
    const text =
      '{% for item in items %}{% if item.price > 8 %}{{ item.id }},{% endif %}{% endfor %}';
    expect(render(text, wide)).toHaveProperty('text');
    const made = '{{ items | where: "price", 9 | sort: "name" | map: "name" | join: ", " | size }}';
    expect(render(made, wide)).toHaveProperty('text');
    expect(renderValue('{{ items | map: "name" }}', wide)).toHaveProperty('value');
    const built =
      '{% assign l = "" | split: "," %}{% for item in items limit: 900 %}{% assign l = l | push: item.id %}{% endfor %}{{ l | size }}';
    expect(render(built, wide)).toEqual({ text: '900' });
  });

  it('reads “now” as the time of its step, and a time without a zone as UTC', () => {
    const scope = { now: '2031-05-04T03:02:01.000Z', at: '2026-06-10T12:00', day: 'June 10, 2026' };
    const before = process.env.TZ;
    process.env.TZ = 'America/New_York';
    try {
      for (const [template, text] of [
        ['{{ "now" | date: "%Y-%m-%d %H:%M" }}', '2031-05-04 03:02'],
        ['{{ "today" | date: "%Y-%m-%d" }}', '2031-05-04'],
        ['{{ now | date: "%H:%M", "Europe/Vienna" }}', '05:02'],
        ['{{ "now" | date_to_xmlschema }}', '2031-05-04T03:02:01+00:00'],
        ['{{ at | date: "%H:%M" }}', '12:00'],
        ['{{ at | date: "%H:%M", "Europe/Vienna" }}', '14:00'],
        ['{{ day | date: "%Y-%m-%d %H:%M" }}', '2026-06-10 00:00'],
        ['{{ "2026-06-10T12:00+02:00" | date: "%H:%M" }}', '10:00'],
        ['{{ "soon" | date: "%H:%M" }}', 'soon'],
        ['{{ 0 | date: "%Y-%m-%d" }}', '1970-01-01'],
      ] as const)
        expect(render(template, scope)).toEqual({ text });
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  it('reads and writes times by the clock of the automation’s time zone', () => {
    const scope = { now: '2026-06-10T10:00:00.000Z', workflow: { timeZone: 'Europe/Vienna' } };
    const utc = 'date: "%d. %H:%M", "UTC"';
    for (const [template, text] of [
      ['{{ now | date: "%d. %H:%M %z" }}', '10. 12:00 +0200'],
      ['{{ "now" | date: "%H:%M" }}', '12:00'],
      ['{{ "2026-06-10T12:00" | date: "%H:%M" }}', '12:00'],
      [`{{ "2026-06-10T12:00" | ${utc} }}`, '10. 10:00'],
      [`{{ "2026-06-10" | ${utc} }}`, '09. 22:00'],
      ['{{ "2026-06-10" | date: "%d.%m." }}', '10.06.'],
      [`{{ "June 10, 2026 12:00" | ${utc} }}`, '10. 10:00'],
      ['{{ "2026-06-10T12:00Z" | date: "%H:%M" }}', '14:00'],
      ['{{ "2026-06-10T12:00" | date: "%H:%M", "Asia/Tokyo" }}', '19:00'],
      // Clocks went from 2:00 to 3:00: half past two is half past three.
      ['{{ "2026-03-29T02:30" | date: "%H:%M %z" }}', '03:30 +0200'],
      // They went from 3:00 back to 2:00: the first half past two counts.
      [`{{ "2026-10-25T02:30" | ${utc} }}`, '25. 00:30'],
      [`{{ "2026-10-25T03:00" | ${utc} }}`, '25. 02:00'],
    ] as const)
      expect(render(template, scope), template).toEqual({ text });
  });

  it.each([
    ['A 10/24', 'A%2010%2F24'],
    ['R&D', 'R%26D'],
    ['50% off', '50%25%20off'],
    ['#12', '%2312'],
    ['../admin', '..%2Fadmin'],
    ['x&role=admin', 'x%26role%3Dadmin'],
    ['Größe 42', 'Gr%C3%B6%C3%9Fe%2042'],
    ['?x', '%3Fx'],
    ['a\\b', 'a%5Cb'],
    ['\n.\t.', '%0A.%09.'],
    ['\ud83d', '%EF%BF%BD'],
    ['\ue000a\ue001', '%EE%80%80a%EE%80%81'],
    [['a', 1], '%5B%22a%22%2C1%5D'],
    [null, ''],
  ])('of an address encodes a variable: %j', (value, encoded) => {
    const scope = { visitor: { name: value } };
    for (const [template, text] of [
      ['https://a.b/x/{{ visitor.name }}/y', `https://a.b/x/${encoded}/y`],
      [' https://a.b/?q={{ visitor.name }}&r=1 ', `https://a.b/?q=${encoded}&r=1`],
      [
        'https://a.b/{% for i in (1..2) %}{{ visitor.name }}{% endfor %}',
        `https://a.b/${encoded}${encoded}`,
      ],
    ] as const)
      expect(renderAddress(template, scope)).toEqual({ text });
  });

  it.each([
    ['https://a.b/x/{{ v }}/y', '..'],
    ['https://a.b/x/{{ v }}?z', '.'],
    ['https://a.b/x/.{{ v }}', '.'],
    ['https://a.b/x/{{ v }}{{ v }}', '.'],
    ['https://a.b/x/{{ v }}2e', '.%'],
    ['https://a.b/x\\{{ v | url_encode }}', '..'],
    ['{{ base }}/x/{{ v }}', '..'],
  ])('of an address has no part that leads up: %s', (template, v) => {
    const result = renderAddress(template, { v, base: 'https://a.b' });
    expect('text' in result ? new URL(result.text).pathname : result.error).toMatch(
      /would be “\.” or “\.\.”|%252e/,
    );
  });

  it('of an address takes the variable that it begins with, and raw ones, as they are', () => {
    const scope = { base: 'https://a.b/c?d=/e', up: '../f', v: 'a b&c' };
    for (const [template, text] of [
      ['{{ base }}', 'https://a.b/c?d=/e'],
      [' {% if up %}{{ base }}{% endif %}&v={{ v }}', 'https://a.b/c?d=/e&v=a%20b%26c'],
      ['https://a.b/c/{{ up | raw }}', 'https://a.b/c/../f'],
      ['https://a.b/?v={{ v | url_encode }}', 'https://a.b/?v=a+b%26c'],
      ['https://a.b/?v={{ v | cgi_escape }}', 'https://a.b/?v=a+b%26c'],
    ] as const)
      expect(renderAddress(template, scope)).toEqual({ text });
    expect(renderAddress('https://a.b/{{ none }}', scope)).toHaveProperty('variable', 'none');
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
        renderAddress(template, scope);
      }),
      { numRuns: 500 },
    );
  });
});
