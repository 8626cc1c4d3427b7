import { defineRun } from '../../action.ts';
import { absent, isHearsay, unproven } from '../../hearsay.ts';
import { linkTo, literalOf, nameOf, query, recordUrl } from '../api.ts';
import { definition } from './definition.ts';

/** What stands for a record: a case has a number, and no name. */
const titles = { Lead: 'Name', Contact: 'Name', Case: 'CaseNumber' };

export const run = defineRun(definition, async (input) => {
  const { config, client, isProven } = input;
  const { object } = config;
  const value = config.value.trim();
  // Nothing would fit every record in which the field is empty.
  if (value === '') return absent;
  if (await isHearsay(input, value)) return unproven;
  const title = titles[object];
  const field = nameOf(config.field);
  const wanted = [...new Set(['Id', title, ...config.fields.map(nameOf)])];
  const { records } = await query(
    client,
    `SELECT ${wanted.join(', ')} FROM ${object} WHERE ${field} = ${literalOf(value)} ORDER BY LastModifiedDate DESC LIMIT 1`,
  );
  const [record] = records;
  if (!record) return absent;
  const id = String(record.Id);
  return {
    outcome: 'found',
    output: {
      id,
      name: String(record[title] ?? ''),
      url: recordUrl(client, id),
      fields: Object.fromEntries(config.fields.map((name) => [name, record[nameOf(name)] ?? null])),
    },
    // By anything but their own, proven address it may be somebody else.
    ...(field.toLowerCase() === 'email' && (await isProven(value)) && linkTo(client, object, id)),
  };
});
