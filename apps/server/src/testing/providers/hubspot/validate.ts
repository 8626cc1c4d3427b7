import type { Answer } from '../standIn.ts';
import type { HubSpotData } from './crm.ts';
import { hubSpotError } from './errors.ts';

export type ObjectType = 'contacts' | 'notes' | 'deals';
export type Values = Record<string, string>;

export interface Property {
  name: string;
  label: string;
  type: 'string' | 'number' | 'datetime' | 'enumeration' | 'phone_number';
  fieldType: string;
  groupName: string;
  description: string;
  options: { label: string; value: string; displayOrder: number; hidden: boolean }[];
  displayOrder: number;
  hidden: boolean;
  hasUniqueValue: boolean;
  formField: boolean;
  calculated: boolean;
  externalOptions: boolean;
  modificationMetadata: {
    archivable: boolean;
    readOnlyDefinition: boolean;
    readOnlyValue: boolean;
  };
}

type Kind = Pick<Property, 'type' | 'fieldType'> & Partial<Property>;
const text: Kind = { type: 'string', fieldType: 'text' };
const area: Kind = { type: 'string', fieldType: 'textarea' };
const number: Kind = { type: 'number', fieldType: 'number' };
const time: Kind = { type: 'datetime', fieldType: 'date' };
const choice: Kind = { type: 'enumeration', fieldType: 'select' };

/** A property as the API lists it. */
export function property(name: string, label: string, kind: Kind = text): Property {
  return {
    name,
    label,
    groupName: 'information',
    description: '',
    options: [],
    displayOrder: -1,
    hidden: false,
    hasUniqueValue: false,
    formField: true,
    calculated: false,
    externalOptions: false,
    modificationMetadata: { archivable: true, readOnlyDefinition: true, readOnlyValue: false },
    ...kind,
  };
}

const option = (value: string, displayOrder: number) => ({
  label: value[0]!.toUpperCase() + value.slice(1),
  value,
  displayOrder,
  hidden: false,
});
const readOnly = {
  modificationMetadata: { archivable: true, readOnlyDefinition: true, readOnlyValue: true },
};

/** The properties of a new account, as far as they are known here. */
export function properties(): Record<ObjectType, Property[]> {
  const own = (last: string) => [
    property('createdate', 'Create Date', { ...time, ...readOnly }),
    property(last, 'Last Modified Date', { ...time, ...readOnly }),
    property('hs_object_id', 'Record ID', { ...number, ...readOnly }),
    property('hubspot_owner_id', 'Owner', { ...choice, externalOptions: true }),
  ];
  const stages = ['subscriber', 'lead', 'opportunity', 'customer'];
  return {
    contacts: [
      property('email', 'Email', { ...text, hasUniqueValue: true }),
      property('firstname', 'First Name'),
      property('lastname', 'Last Name'),
      property('phone', 'Phone Number', { type: 'string', fieldType: 'phonenumber' }),
      property('company', 'Company Name'),
      property('website', 'Website URL'),
      property('jobtitle', 'Job Title'),
      property('message', 'Message', area),
      property('lifecyclestage', 'Lifecycle Stage', { ...choice, options: stages.map(option) }),
      ...own('lastmodifieddate'),
    ],
    notes: [
      property('hs_timestamp', 'Activity date', time),
      property('hs_note_body', 'Note body', area),
      property('hs_attachment_ids', 'Attached file IDs'),
      ...own('hs_lastmodifieddate'),
    ],
    deals: [
      property('dealname', 'Deal Name'),
      property('amount', 'Amount', number),
      property('pipeline', 'Pipeline', choice),
      property('dealstage', 'Deal Stage', choice),
      property('closedate', 'Close Date', time),
      property('description', 'Deal Description', area),
      ...own('hs_lastmodifieddate'),
    ],
  };
}

const required: Record<ObjectType, string[]> = {
  contacts: [],
  notes: ['hs_timestamp'],
  deals: [],
};

/** @returns HubSpot's refusal of values for an object, or null */
export function validate(data: HubSpotData, type: ObjectType, values: Values): Answer | null {
  if (!values || typeof values !== 'object') {
    return hubSpotError(400, 'VALIDATION_ERROR', 'Invalid input JSON: properties is required');
  }
  const missing = required[type].filter((name) => !values[name]);
  if (missing.length > 0) {
    const message = `Error creating ${type.slice(0, -1).toUpperCase()}. Some required properties were not set.`;
    const context = { properties: missing };
    return hubSpotError(400, 'VALIDATION_ERROR', message, { context });
  }
  const problems = Object.entries(values).flatMap(([name, value]) => {
    const problem = problemOf(data, type, { name, value });
    return problem ? [{ isValid: false, name, ...problem }] : [];
  });
  if (problems.length === 0) return null;
  const message = `Property values were not valid: ${JSON.stringify(problems)}`;
  const errors = problems.map(({ message: said, error: code, name }) => ({
    message: said,
    code,
    context: { propertyName: [name] },
  }));
  return hubSpotError(400, 'VALIDATION_ERROR', message, { errors });
}

function problemOf(
  data: HubSpotData,
  type: ObjectType,
  { name, value }: { name: string; value: unknown },
): { message: string; error: string } | null {
  const known = data.properties[type].find((candidate) => candidate.name === name);
  if (!known) {
    return { message: `Property "${name}" does not exist`, error: 'PROPERTY_DOESNT_EXIST' };
  }
  if (known.modificationMetadata.readOnlyValue) {
    return { message: `"${name}" is a read only property`, error: 'READ_ONLY_VALUE' };
  }
  const said = String(value ?? '');
  if (said === '') return null;
  if (name === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(said)) {
    return { message: `Email address ${said} is invalid`, error: 'INVALID_EMAIL' };
  }
  if (known.type === 'number' && Number.isNaN(Number(said))) {
    return { message: `${said} was not a valid number.`, error: 'INVALID_INTEGER' };
  }
  if (known.type === 'datetime' && Number.isNaN(Date.parse(said)) && !/^\d+$/.test(said)) {
    return { message: `${said} was not a valid long.`, error: 'INVALID_LONG' };
  }
  const allowed = optionsOf(data, known);
  if (known.type === 'enumeration' && !allowed.includes(said)) {
    const message = `${said} was not one of the allowed options: [${allowed.join(', ')}]`;
    return { message, error: 'INVALID_OPTION' };
  }
  const most = name === 'hs_note_body' ? 65_536 : Number.POSITIVE_INFINITY;
  return said.length > most ? { message: `${name} is too long`, error: 'STRING_TOO_LONG' } : null;
}

function optionsOf(data: HubSpotData, { name, options }: Property): string[] {
  if (name === 'hubspot_owner_id') return data.owners.map(({ id }) => id);
  if (name === 'pipeline') return data.pipelines.map(({ id }) => id);
  if (name === 'dealstage') {
    return data.pipelines.flatMap(({ stages }) => stages.map(({ id }) => id));
  }
  return options.map(({ value }) => value);
}
