import type { Answer } from '../standIn.ts';

export type Value = string | number | boolean | null;
export type SalesforceRecord = Record<string, Value> & { Id: string };

export interface Field {
  name: string;
  label: string;
  type:
    | 'id'
    | 'string'
    | 'email'
    | 'phone'
    | 'textarea'
    | 'datetime'
    | 'date'
    | 'picklist'
    | 'reference'
    | 'boolean';
  length: number;
  externalId: boolean;
  unique: boolean;
  idLookup: boolean;
  createable: boolean;
  updateable: boolean;
  /** Whether a query may compare it. */
  filterable: boolean;
  nillable: boolean;
  defaultedOnCreate: boolean;
  custom: boolean;
  caseSensitive: boolean;
  picklistValues: { value: string; label: string; active: boolean; defaultValue: boolean }[];
  referenceTo: string[];
}

export interface SalesforceObject {
  name: string;
  label: string;
  keyPrefix: string;
  createable: boolean;
  fields: Field[];
  records: Map<string, SalesforceRecord>;
}

export interface SalesforceData {
  objects: Record<string, SalesforceObject>;
  apiUsage: { used: number; max: number };
  /** Objects of which a second record with the same e-mail is refused, unless it is let pass. */
  duplicateRules: Set<string>;
  /** Records in one answer to a query. */
  batchSize: number;
  /** Answers to queries that go on, by locator. */
  queries: Map<string, { rest: object[]; totalSize: number }>;
  nextNumber: number;
  /** Adds a field as an administrator does to have an external id. */
  addExternalId(object: string, name: string, more?: Partial<Field>): void;
}

/** Salesforce's shape of an error. */
export const salesforceError = (
  status: number,
  errorCode: string,
  message: string,
  more: object = {},
): Answer => ({ status, body: [{ message, errorCode, ...more }] });

function field(name: string, label: string, type: Field['type'], more: Partial<Field> = {}): Field {
  return {
    name,
    label,
    type,
    length: type === 'textarea' ? 32_000 : 255,
    externalId: false,
    unique: false,
    idLookup: false,
    createable: true,
    updateable: true,
    filterable: type !== 'textarea',
    nillable: true,
    defaultedOnCreate: false,
    custom: name.endsWith('__c'),
    caseSensitive: false,
    picklistValues: [],
    referenceTo: [],
    ...more,
  };
}

const readOnly = { createable: false, updateable: false, nillable: false, defaultedOnCreate: true };
const needed = { nillable: false };
const choice = (...values: string[]): Partial<Field> => ({
  defaultedOnCreate: true,
  picklistValues: values.map((value, index) => ({
    value,
    label: value,
    active: true,
    defaultValue: index === 0,
  })),
});

const system = [
  field('CreatedDate', 'Created Date', 'datetime', readOnly),
  field('LastModifiedDate', 'Last Modified Date', 'datetime', readOnly),
  field('SystemModstamp', 'System Modstamp', 'datetime', readOnly),
];
const owner = field('OwnerId', 'Owner ID', 'reference', {
  defaultedOnCreate: true,
  referenceTo: ['User'],
});
const email = field('Email', 'Email', 'email', { length: 80, idLookup: true });
const description = field('Description', 'Description', 'textarea');
const person = [
  field('FirstName', 'First Name', 'string', { length: 40 }),
  field('LastName', 'Last Name', 'string', { length: 80, ...needed }),
  field('Name', 'Full Name', 'string', readOnly),
  email,
  field('Phone', 'Phone', 'phone', { length: 40 }),
  field('Title', 'Title', 'string', { length: 128 }),
];

function object(name: string, keyPrefix: string, fields: Field[]): SalesforceObject {
  const id = field('Id', `${name} ID`, 'id', { ...readOnly, length: 18, idLookup: true });
  const all = structuredClone([id, ...fields, ...system]);
  return { name, label: name, keyPrefix, createable: true, fields: all, records: new Map() };
}

/** An organisation with the usual objects and one user. */
export function newSalesforceData(): SalesforceData {
  const data: SalesforceData = {
    objects: {
      Lead: object('Lead', '00Q', [
        ...person,
        field('Company', 'Company', 'string', needed),
        field('LeadSource', 'Lead Source', 'picklist'),
        field('Status', 'Status', 'picklist', choice('Open - Not Contacted', 'Qualified')),
        description,
        owner,
      ]),
      Contact: object('Contact', '003', [...person, description, owner]),
      Case: object('Case', '500', [
        field('CaseNumber', 'Case Number', 'string', { ...readOnly, idLookup: true }),
        field('Subject', 'Subject', 'string'),
        field('Status', 'Status', 'picklist', choice('New', 'Escalated', 'Closed')),
        field('Priority', 'Priority', 'picklist', choice('Medium', 'High', 'Low')),
        field('Origin', 'Case Origin', 'picklist'),
        field('SuppliedEmail', 'Web Email', 'email', { length: 80 }),
        field('ContactId', 'Contact ID', 'reference', { referenceTo: ['Contact'] }),
        description,
        owner,
      ]),
      Task: object('Task', '00T', [
        field('Subject', 'Subject', 'string'),
        field('Status', 'Status', 'picklist', choice('Not Started', 'Completed')),
        field('Priority', 'Priority', 'picklist', choice('Normal', 'High')),
        field('ActivityDate', 'Due Date Only', 'date'),
        field('WhoId', 'Name ID', 'reference', { referenceTo: ['Contact', 'Lead'] }),
        field('WhatId', 'Related To ID', 'reference', { referenceTo: ['Case'] }),
        description,
        owner,
      ]),
      User: {
        ...object('User', '005', [
          field('Name', 'Full Name', 'string', readOnly),
          field('Username', 'Username', 'string', { ...readOnly, idLookup: true }),
          email,
          field('IsActive', 'Active', 'boolean', readOnly),
          field('UserType', 'User Type', 'picklist', readOnly),
        ]),
        createable: false,
      },
      Organization: {
        ...object('Organization', '00D', [field('Name', 'Name', 'string', readOnly)]),
        createable: false,
      },
    },
    apiUsage: { used: 0, max: 100_000 },
    duplicateRules: new Set(),
    batchSize: 2000,
    queries: new Map(),
    nextNumber: 1,
    addExternalId(objectName, name, more = {}) {
      const own = { externalId: true, unique: true, idLookup: true, ...more };
      this.objects[objectName]!.fields.push(field(name, name.replace('__c', ''), 'string', own));
    },
  };
  data.objects.User!.records.set('0055g00000ADAbyAAF', {
    Id: '0055g00000ADAbyAAF',
    Name: 'Ada Byron',
    Username: 'ada@acme.example.prod',
    Email: 'ada@acme.example',
    IsActive: true,
    UserType: 'Standard',
  });
  const organisation = { Id: '00D5g00000ACMEoEAP', Name: 'Acme' };
  data.objects.Organization!.records.set(organisation.Id, organisation);
  return data;
}

/** An id of 18 characters: the last three say which of the others are capitals. */
export function newId(data: SalesforceData, { keyPrefix }: SalesforceObject): string {
  const id = `${keyPrefix}5g00000${String(data.nextNumber++).padStart(5, '0')}`;
  const suffix = [0, 5, 10].map((from) => {
    const bits = [...id.slice(from, from + 5)].map((letter, place) =>
      /[A-Z]/.test(letter) ? 2 ** place : 0,
    );
    return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[bits.reduce((sum, bit) => sum + bit, 0)];
  });
  return id + suffix.join('');
}
