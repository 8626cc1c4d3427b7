import { describe, expect, it } from 'vitest';
import { nodeDefinitions } from '../nodes/index.ts';
import { type FormFields, formFields, type Widget } from './formFields.ts';
import { referencesOf } from './referencesOf.ts';

/** Controls that choose something outside of the graph. */
const choosing: Widget[] = [
  'connection',
  'option',
  'chatbot',
  'credential',
  'workflow',
  'intents',
  'tag',
];

function fieldsOf(fields: FormFields): [string, Widget][] {
  return Object.entries(fields).flatMap(([name, { widget, item, fields: inner = {} }]) => [
    [name, widget] as [string, Widget],
    ...fieldsOf({ ...item?.fields, ...inner }),
  ]);
}

const choices = Object.values(nodeDefinitions).flatMap((definition) =>
  fieldsOf(formFields(definition.config))
    .filter(([, widget]) => choosing.includes(widget))
    .map(([name]) => [definition.kind, name] as const),
);

describe('what a node refers to', () => {
  it('is found at every control that chooses something outside of the graph', () => {
    expect(choices.length).toBeGreaterThan(20);
    for (const [kind, name] of choices) {
      const definition = nodeDefinitions[kind]!;
      const config = { ...filledIn(kind), ...(definition.example as object) };
      const found = referencesOf(definition, config).map(({ field }) => field);
      const isNew = kind === 'sheets_append_row' && name === 'idColumn';
      expect(
        found.some((field) => field.split('.').includes(name)) || isNew,
        `${kind}.${name}`,
      ).toBe(true);
    }
  });

  it('is known while the configuration is not complete yet', () => {
    const found = referencesOf(nodeDefinitions.slack_post_message!, {
      connectionId: 'con_1',
      to: 'C1',
      text: '',
    });
    expect(found).toEqual([
      {
        field: 'connectionId',
        title: 'Slack connection',
        reference: { to: 'connection', id: 'con_1', provider: 'slack' },
      },
      {
        field: 'to',
        title: 'Channel or person',
        reference: { to: 'option', id: 'C1', connectionId: 'con_1', list: 'destinations', of: {} },
      },
    ]);
  });

  it('is nothing in a field that is empty, or has no say beside the others', () => {
    const { salesforce_upsert_record: upsert, hubspot_create_deal: deal } = nodeDefinitions;
    const fieldsIn = (definition: typeof deal, config: object) =>
      referencesOf(definition!, config).map(({ field }) => field);
    expect(fieldsIn(deal, { connectionId: '', pipeline: 'p', stage: '', name: 'D' })).toEqual([]);
    const record = { connectionId: 'con_1', object: 'Lead', externalIdField: 'Old__c', fields: [] };
    expect(fieldsIn(upsert, { ...record, target: 'new' })).not.toContain('externalIdField');
  });

  it('names columns that may be added to a sheet only where none is added', () => {
    const definition = nodeDefinitions.sheets_append_row!;
    const config = definition.example as object;
    const columns = (more: object) =>
      referencesOf(definition, { ...config, ...more })
        .map(({ field }) => field)
        .filter((field) => field.includes('olumn'));
    expect(columns({})).toEqual(['values.0.column', 'values.1.column']);
    expect(columns({ addColumns: true })).toEqual([]);
  });

  it('is the mail server or chat model that its installation must have', () => {
    const needs = (kind: string, more: object = {}) =>
      referencesOf(nodeDefinitions[kind]!, {
        ...(nodeDefinitions[kind]!.example as object),
        ...more,
      }).flatMap(({ reference: { to, id } }) => (to === 'setting' ? [id] : []));
    expect(needs('send_email')).toEqual(['mail']);
    expect(needs('notify_team')).toEqual([]);
    expect(needs('notify_team', { emails: ['team@acme.example'] })).toEqual(['mail']);
    expect(needs('ask_approval', { approvers: ['boss@acme.example'] })).toEqual(['mail']);
    expect(needs('ai_prompt')).toEqual(['chat-model']);
  });
});

/** Values for what examples leave out. */
function filledIn(kind: string): object {
  const fields = formFields(nodeDefinitions[kind]!.config);
  const values: Partial<Record<Widget, unknown>> = { intents: ['help'] };
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, { widget }]) => choosing.includes(widget))
      .map(([name, { widget }]) => [name, values[widget] ?? 'x']),
  );
}
