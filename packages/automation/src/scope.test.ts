import { describe, expect, it } from 'vitest';
import { evaluate } from './conditions/index.ts';
import type { ValueType } from './definition.ts';
import { buildScope, rootTypes } from './scope.ts';
import { render } from './templates/index.ts';

const now = new Date('2026-01-15T09:30:00.250Z');
const about = {
  event: { text: 'Hello' },
  workflow: { id: 'wf_1', name: 'Welcome', version: 3, timeZone: 'UTC' },
  execution: { id: 'exe_1', startedAt: new Date('2026-01-14T09:30:00Z') },
  steps: { ask: { answer: 'Yes' } },
  now,
};
const conversation = { id: 'ses_1', tags: ['vip'], startedAt: new Date('2026-01-14T09:00:00Z') };

describe('the scope of a node', () => {
  const scope = buildScope({
    ...about,
    visitor: { id: 'vis_1', firstName: 'Ada', lastName: 'Lovelace', properties: { plan: 'pro' } },
    conversation,
  });

  it('has a name for the visitor, and null for what is not known', () => {
    const text =
      '{{ visitor.name }} {{ visitor.properties.plan }} {{ visitor.email | default: "?" }}{{ conversation.lastMessage.text }}';
    expect(render(text, scope)).toEqual({ text: 'Ada Lovelace pro ?' });
    expect(buildScope({ ...about, visitor: {}, conversation }).visitor.name).toBeNull();
    expect(
      buildScope({ ...about, visitor: { lastName: 'Byron' }, conversation }).visitor.name,
    ).toBe('Byron');
  });

  it('gives moments that templates format and conditions compare', () => {
    expect(render('{{ now }} {{ conversation.startedAt | date: "%d.%m. %H:%M" }}', scope)).toEqual({
      text: '2026-01-15T09:30:00.250Z 14.01. 09:00',
    });
    const rules = [{ field: 'execution.startedAt', operator: 'before', value: '{{ now }}' }];
    expect(evaluate({ group: { match: 'all', rules } as never, scope }).result).toBe(true);
  });

  it('is JSON', () => {
    expect(JSON.parse(JSON.stringify(scope))).toEqual(scope);
  });

  it('has every field that the types name, also of an execution about nobody', () => {
    const namesOf = (type: ValueType) => (type.type === 'object' ? Object.keys(type.fields) : []);
    for (const built of [scope, buildScope({ ...about, visitor: null, conversation: null })])
      for (const root of ['visitor', 'conversation', 'workflow', 'execution'] as const)
        expect(Object.keys(built[root]).sort()).toEqual(namesOf(rootTypes[root]).sort());
  });
});
