import { defineNode } from '@echoai/automation/definition';
import { byOutcome, foundOrAbsent } from '@echoai/automation/fields/outcomes';
import { ofOutsideActions } from '@echoai/automation/fields/retry';
import { template } from '@echoai/automation/fields/template';
import { any, boolean, number, object } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { ifUnproven } from '../../fields.ts';
import { column, ofSheet } from '../fields.ts';

export const definition = defineNode({
  kind: 'sheets_find_row',
  type: 'action',
  title: 'Google Sheets: find row',
  description:
    'Finds the first row in which a column has a value, and reads it. `isUnproven` says that nothing was looked for, because the visitor has not proven the e-mail address.',
  icon: 'table-2',
  config: z.object({
    ...ofSheet,
    column: column({ title: 'Column to look in' }),
    value: template({
      title: 'Value to look for',
      description:
        'As the sheet shows it. Capital letters and spaces around it do not count; an empty value finds nothing.',
      placeholder: '{{ visitor.email }}',
    }),
    ifUnproven,
    ...ofOutsideActions,
  }),
  example: {
    connectionId: 'con_example',
    spreadsheet: '1exampleSpreadsheetId',
    sheet: 'Orders',
    column: 'Order number',
    value: '{{ steps.ask_order.answer }}',
  },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  outcomes: foundOrAbsent,
  // Which columns there are is known when it runs.
  output: (_config, outcome) =>
    byOutcome(outcome, {
      found: object({ row: number, values: any }),
      absent: object({ isUnproven: boolean }),
    }),
});
