import { defineNode } from '@echoai/automation/definition';
import { absent, byOutcome, failed, next } from '@echoai/automation/fields/outcomes';
import { ofOutsideActions } from '@echoai/automation/fields/retry';
import { template } from '@echoai/automation/fields/template';
import { number, object, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { columnOf } from '../columns.ts';
import { column, columnValues, ofSheet } from '../fields.ts';

/**
 * The row is named by what is in it, not by its number, which changes when somebody sorts or deletes
 * rows. The column that it is found by cannot be set: otherwise a repetition would find another row.
 * That there is no such row is a way out that must be connected: an update that silently does not
 * happen helps nobody, and to append the row then is what most want.
 */
export const definition = defineNode({
  kind: 'sheets_update_row',
  type: 'action',
  title: 'Google Sheets: update row',
  description: 'Sets columns of the first row in which a column has a value.',
  icon: 'sheet',
  config: z
    .object({
      ...ofSheet,
      column: column({ title: 'The row where this column' }),
      value: template({
        title: 'has this value',
        description:
          'As the sheet shows it. Capital letters and spaces around it do not count; an empty value finds nothing.',
        placeholder: '{{ visitor.email }}',
      }),
      values: columnValues(
        {
          title: 'Values to set',
          description:
            'Those that render to nothing stay as they are. They are written as text: what begins with “=” is no formula.',
        },
        column,
      ),
      ...ofOutsideActions,
    })
    .refine(
      ({ values, column: lookedIn }) =>
        columnOf(
          values.map(({ column }) => column),
          lookedIn,
        ) === -1,
      { path: ['values'], message: 'must not set the column by which the row is found' },
    ),
  example: {
    connectionId: 'con_example',
    spreadsheet: '1exampleSpreadsheetId',
    sheet: 'Orders',
    column: 'Order number',
    value: '{{ steps.ask_order.answer }}',
    values: [{ column: 'Last question', value: '{{ event.text }}' }],
  },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  outcomes: () => [next, absent, failed],
  output: (_config, outcome) =>
    byOutcome(outcome, { next: object({ row: number, spreadsheetUrl: text }) }),
});
