import { defineNode } from '@echoai/automation/definition';
import { byOutcome, nextOrError } from '@echoai/automation/fields/outcomes';
import { ofOutsideActions } from '@echoai/automation/fields/retry';
import { number, object, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { columnOf } from '../columns.ts';
import { addedColumn, columnOrNew, columnValues, ofSheet } from '../fields.ts';

export const definition = defineNode({
  kind: 'sheets_append_row',
  type: 'action',
  title: 'Google Sheets: append row',
  description: 'Adds a row at the end of a sheet, with values by the names of its columns.',
  icon: 'sheet',
  config: z
    .object({
      ...ofSheet,
      values: columnValues(
        {
          title: 'Values',
          description: 'They are written as text: what begins with “=” is no formula.',
        },
        columnOrNew,
      ),
      addColumns: z.boolean().default(false).meta({
        title: 'Add columns that are not there',
        description: 'Otherwise the action fails and says which is missing.',
      }),
      idColumn: addedColumn({
        title: 'Column of the row’s id',
        description:
          'By what is written there, a row is known and not added twice. It is added if it is not there.',
      }).default('EchoAI id'),
      ...ofOutsideActions,
    })
    .refine(
      ({ values, idColumn }) =>
        columnOf(
          values.map(({ column }) => column),
          idColumn,
        ) === -1,
      { path: ['idColumn'], message: 'must be none of the columns that get a value' },
    ),
  example: {
    connectionId: 'con_example',
    spreadsheet: '1exampleSpreadsheetId',
    sheet: 'Leads',
    values: [
      { column: 'E-mail', value: '{{ steps.ask_email.answer }}' },
      { column: 'Question', value: '{{ event.text }}' },
    ],
  },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  outcomes: nextOrError,
  output: (_config, outcome) =>
    byOutcome(outcome, {
      next: object({ row: number, id: text, range: text, spreadsheetUrl: text }),
    }),
});
