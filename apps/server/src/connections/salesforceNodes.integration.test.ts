import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { pathOf } from '../automation/testing/workspace.ts';
import { askForReply } from '../testing/testServer.ts';
import {
  connectSalesforce,
  fieldsOf,
  lead,
  type Node,
  newLead,
  recordsOf,
  refusal,
  upsertLead,
} from './testing/atSalesforce.ts';

describe('Salesforce in an automation', () => {
  const at = connectSalesforce();

  /** @returns the id of a new conversation */
  const talk = async () =>
    (await askForReply(at.server, { key: at.workspace.key, message: 'Hello' })).sessionId;
  const linkedTo = async (conversationId: string) =>
    (await at.workspace.client.connections.records({ params: { conversationId } })).items;

  const prove = (email: string) =>
    at.server.database.withOrganisation(at.workspace.organisationId, (tx) =>
      tx.execute(sql`update external_users set email = ${email}, email_proven = true`),
    );

  describe('creating and updating', () => {
    it('keeps the record of an e-mail address that the visitor has not proven', async () => {
      const email = 'ada@acme.example';
      await at.run(upsertLead(email));
      const sessionId = await talk();
      const promote = upsertLead('{{ event.input.email }}', { Title: 'Countess' });
      const kept = await at.run(promote, { email }, sessionId);
      expect(kept.step.output).toMatchObject({ isNew: false, isKept: true });
      expect(recordsOf(at.salesforce, 'Lead')).toMatchObject([lead]);
      expect(recordsOf(at.salesforce, 'Lead')[0]!.Title ?? null).toBeNull();
      expect(await linkedTo(sessionId)).toEqual([]);
      await prove(email);
      const changed = await at.run(promote, { email }, sessionId);
      expect(changed.step.output).toMatchObject({ isNew: false, isKept: false });
      expect(recordsOf(at.salesforce, 'Lead')).toMatchObject([{ ...lead, Title: 'Countess' }]);
      const chosen = { ...upsertLead(email, { Title: 'Lady' }), ifNotProven: 'update' };
      await at.run(chosen, {}, await talk());
      expect(recordsOf(at.salesforce, 'Lead')).toMatchObject([{ Title: 'Lady' }]);
    });

    it('by an external id makes one record, and changes it from then on', async () => {
      const first = await at.run(upsertLead('{{ event.input.id }}'), { id: " o'brien/1%2F.. " });
      const [record] = recordsOf(at.salesforce, 'Lead');
      expect(record).toMatchObject({ ...lead, EchoAI_Id__c: "o'brien/1%2F.." });
      expect(first.step.guarantee).toBe('exactly-once');
      expect(first.step.output).toEqual({
        id: record!.Id,
        isNew: true,
        isKept: false,
        url: `${at.salesforce.url}/${record!.Id}`,
      });
      const again = await at.run(upsertLead("o'brien/1%2F..", { Title: 'Countess', Company: '' }));
      expect(again.step.output).toMatchObject({ id: record!.Id, isNew: false });
      expect(recordsOf(at.salesforce, 'Lead')).toMatchObject([{ ...lead, Title: 'Countess' }]);
    });

    it('leaves the external id out of the body, where Salesforce refuses it', async () => {
      await at.run(upsertLead('1', { ...lead, EchoAI_Id__c: '2' }));
      expect(recordsOf(at.salesforce, 'Lead')).toMatchObject([{ EchoAI_Id__c: '1' }]);
      expect(at.asked(/^PATCH/)[0]!.body).not.toContain('EchoAI_Id__c');
    });

    it.each(['..', '.', ' '])(
      'with the external id “%s” is refused and not sent',
      async (value) => {
        const { status, error } = await at.run(upsertLead('{{ event.input.value }}'), { value });
        expect(status).toBe('failed');
        expect(error?.message).toMatch(/cannot be looked up|is empty/);
        expect(at.asked(/^PATCH/)).toEqual([]);
      },
    );

    it('is refused in a sentence where several records have the external id', async () => {
      at.salesforce.data.addExternalId('Lead', 'Legacy__c', { unique: false });
      for (const _ of [1, 2]) await at.run(newLead({ Legacy__c: '7' }));
      const several = await at.run({ ...upsertLead('7'), externalIdField: 'Legacy__c' });
      expect(several.error?.message).toBe(
        'Salesforce has 2 records of Lead whose Legacy__c is “7”, and changed none of them. Merge them there, and mark the field as unique.',
      );
      expect(several.step.attempts).toBe(1);
    });

    it('by its own id changes that record, and refuses what is no id', async () => {
      const { step } = await at.run(newLead());
      const update = { ...newLead({ Title: 'Countess' }), target: 'id' };
      const { id } = step.output as { id: string };
      const changed = await at.run({ ...update, recordId: '{{ event.input.id }}' }, { id });
      expect(changed.step.output).toMatchObject({ id, isNew: false });
      expect(recordsOf(at.salesforce, 'Lead')).toMatchObject([{ Title: 'Countess' }]);
      const wrong = await at.run(
        { ...update, recordId: '{{ event.input.id }}' },
        { id: '../User/1' },
      );
      expect(wrong.error?.message).toContain('“../User/1” is no id of a record');
    });

    it('without an external id is held for the team when nobody knows whether it was done', async () => {
      at.salesforce.fault({ match: /^POST/, answer: 'drop-after' });
      const { status, step } = await at.run(newLead());
      expect(status).toBe('held');
      expect(step).toMatchObject({ state: 'uncertain', guarantee: 'at-most-once' });
      expect(recordsOf(at.salesforce, 'Lead')).toHaveLength(1);
    });

    it('without an external id is sent again after the session ended, since it was not let in', async () => {
      at.salesforce.oauth.expireAccessTokens();
      expect((await at.run(newLead())).status).toBe('completed');
      expect(at.asked(/^POST .*\/Lead$/)).toHaveLength(2);
      expect(at.salesforce.oauth.refreshes).toBe(1);
      expect(recordsOf(at.salesforce, 'Lead')).toHaveLength(1);
    });

    it.each([
      ['a field that is missing', {}, /^Salesforce refused it: Required fields are missing/],
      ['no right', refusal(403, 'INSUFFICIENT_ACCESS', 'No.'), /has not the right to do this: No/],
    ])('is refused with what Salesforce says: %s', async (_, fault, message) => {
      if ('status' in fault) at.salesforce.fault({ match: /^POST/, answer: fault });
      const { error, step } = await at.run({
        ...newLead(),
        fields: fieldsOf({ FirstName: 'Ada' }),
      });
      expect(error?.message).toMatch(message);
      expect(step.attempts).toBe(1);
      expect(await at.readConnection()).toMatchObject({ status: 'healthy' });
    });

    it('is refused by duplicate rules in words, and tried again while a record is locked', async () => {
      at.salesforce.data.duplicateRules.add('Lead');
      const ada = newLead({ Email: 'ada@acme.example' });
      at.salesforce.fault({
        match: /^POST/,
        answer: refusal(400, 'UNABLE_TO_LOCK_ROW', 'Locked.'),
      });
      const locked = await at.run(ada);
      expect(locked).toMatchObject({ status: 'completed', step: { attempts: 2 } });
      expect((await at.run(ada)).error?.message).toContain('duplicate rules forbid another');
    });

    it('links a lead to the visitor, and a case not', async () => {
      const sessionId = await talk();
      const { step } = await at.run(newLead(), {}, sessionId);
      const newCase = { ...newLead(), object: 'Case', fields: fieldsOf({ Subject: 'Broken' }) };
      expect((await at.run(newCase, {}, sessionId)).status).toBe('completed');
      const { id, url } = step.output as { id: string; url: string };
      expect(await linkedTo(sessionId)).toMatchObject([{ type: 'lead', id, url }]);
    });
  });

  describe('finding', () => {
    const find = (more: Record<string, unknown> = {}): Node => ({
      kind: 'salesforce_find_record',
      object: 'Lead',
      field: 'LastName',
      value: '{{ event.input.value }}',
      fields: ['Company', 'Title'],
      ...more,
    });

    it('gives the record that was changed last, with the fields that were asked for', async () => {
      await at.run(newLead({ Title: 'a' }));
      const { step } = await at.run(newLead({ Title: 'b', FirstName: 'Ada' }));
      const { id } = step.output as { id: string };
      const found = await at.run(find(), { value: ' byron ' });
      expect(pathOf(found)).toEqual(['begin.next', 'act.found']);
      expect(found.step.output).toEqual({
        id,
        name: 'Ada Byron',
        url: `${at.salesforce.url}/${id}`,
        fields: { Company: 'Acme', Title: 'b' },
      });
    });

    it('does not look by an e-mail address that the visitor only typed', async () => {
      const email = 'ada@acme.example';
      await at.run(newLead({ Email: email, Title: 'Countess' }));
      const sessionId = await talk();
      const byEmail = find({ field: 'Email' });
      const before = at.asked(/query$/).length;
      const typed = await at.run(byEmail, { value: email }, sessionId);
      expect(pathOf(typed)).toEqual(['begin.next', 'act.absent']);
      expect(typed.step.output).toEqual({ isUnproven: true });
      expect(at.asked(/query$/)).toHaveLength(before);
      const chosen = await at.run({ ...byEmail, ifUnproven: 'read' }, { value: email }, sessionId);
      expect(chosen.step.output).toMatchObject({ fields: { Title: 'Countess' } });
      await prove(email);
      const proven = await at.run(byEmail, { value: email }, sessionId);
      expect(proven.step.output).toMatchObject({ fields: { Title: 'Countess' } });
      // Nobody can prove anything else, so it is looked up.
      const byName = await at.run(find(), { value: 'Byron' }, await talk());
      expect(pathOf(byName)).toEqual(['begin.next', 'act.found']);
    });

    it('leaves by “not there” where there is none, and asks for no empty value', async () => {
      await at.run(newLead());
      const email = { field: 'Email', fields: [] };
      const absent = await at.run(find(email), { value: 'ada@acme.example' });
      expect(pathOf(absent)).toEqual(['begin.next', 'act.absent']);
      const before = at.asked(/query$/).length;
      expect(pathOf(await at.run(find(email), { value: '  ' }))).toContain('act.absent');
      expect(at.asked(/query$/)).toHaveLength(before);
    });

    it('links who was found by a proven e-mail address to the visitor, and by anything else nobody', async () => {
      const { step } = await at.run(newLead({ Email: 'ada@acme.example' }));
      const sessionId = await talk();
      await at.run(find(), { value: 'Byron' }, sessionId);
      expect(await linkedTo(sessionId)).toEqual([]);
      const value = 'Ada@acme.example';
      await at.run(find({ field: 'Email' }), { value }, sessionId);
      expect(await linkedTo(sessionId)).toEqual([]);
      await prove('ada@acme.example');
      await at.run(find({ field: 'Email' }), { value }, sessionId);
      const { id } = step.output as { id: string };
      expect(await linkedTo(sessionId)).toMatchObject([{ type: 'lead', id }]);
    });

    it.each([
      ["O'Hara"],
      ["' OR LastName != '"],
      ["\\' OR LastName != '"],
      ['a\\'],
      ['say "yes"'],
      ['two\nlines'],
    ])('looks for %s as it is, and changes no query', async (value) => {
      await at.run(newLead());
      expect(pathOf(await at.run(find(), { value }))).toContain('act.absent');
      await at.run(
        { ...newLead(), fields: fieldsOf({ ...lead, LastName: '{{ event.input.name }}' }) },
        { name: value },
      );
      const { step } = await at.run(find(), { value });
      expect(step).toMatchObject({ outcome: 'found', output: { name: value.trim() } });
    });

    it('names a case by its number', async () => {
      const fields = fieldsOf({ Subject: 'Broken' });
      await at.run({ ...newLead(), object: 'Case', fields });
      const [record] = recordsOf(at.salesforce, 'Case');
      const found = await at.run(
        find({ object: 'Case', field: 'CaseNumber', fields: ['Subject'] }),
        {
          value: String(record!.CaseNumber),
        },
      );
      expect(found.step.output).toMatchObject({
        name: record!.CaseNumber,
        fields: { Subject: 'Broken' },
      });
    });

    it('is refused for a field that is none', async () => {
      const { error } = await at.run(find({ field: "Name = '' OR Name" }), { value: 'x' });
      expect(error?.message).toContain('is no name of an object or a field');
      expect(at.asked(/query$/)).toEqual([]);
    });
  });

  describe('a task', () => {
    const task = (more: Record<string, unknown> = {}): Node => ({
      kind: 'salesforce_add_task',
      subject: 'Call back: {{ event.input.text }}',
      description: 'Wrote: {{ event.input.text }}',
      dueInDays: 2,
      ...more,
    });

    it('is added with its due day, its owner, and to a person or a thing', async () => {
      const text = 'It’s broken';
      const owner = '0055g00000ADAbyAAF';
      const { step } = await at.run(newLead());
      const { id } = step.output as { id: string };
      const added = await at.run(task({ recordId: id, owner }), { text });
      const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
      const [record] = recordsOf(at.salesforce, 'Task');
      expect(record).toMatchObject({
        Subject: `Call back: ${text}`,
        Description: `Wrote: ${text}`,
        ActivityDate: day,
        WhoId: id,
        OwnerId: owner,
      });
      expect(added.step.output).toEqual({
        taskId: record!.Id,
        url: `${at.salesforce.url}/${record!.Id}`,
      });
      await at.run(task({ recordId: '5005g0000000001AAA' }), { text });
      expect(recordsOf(at.salesforce, 'Task')[1]).toMatchObject({ WhatId: '5005g0000000001AAA' });
    });

    it('with a subject that is too long for Salesforce has all of it in its comment', async () => {
      const text = 'long '.repeat(100).trim();
      expect((await at.run(task(), { text })).status).toBe('completed');
      const [record] = recordsOf(at.salesforce, 'Task');
      expect(record!.Subject).toMatch(/^Call back: long .{200,}…$/);
      expect((record!.Subject as string).length).toBeLessThanOrEqual(255);
      expect(record!.Description).toContain(text);
    });

    it('is held for the team when nobody knows whether it was added', async () => {
      at.salesforce.fault({ match: /^POST/, answer: 'drop-after' });
      expect((await at.run(task(), { text: 'a' })).status).toBe('held');
      expect(recordsOf(at.salesforce, 'Task')).toHaveLength(1);
    });
  });
});
