import { defineNode } from '@echoai/automation/definition';
import { byOutcome, nextOrError } from '@echoai/automation/fields/outcomes';
import { ofOutsideActions } from '@echoai/automation/fields/retry';
import { list, object, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { ofSheet } from '../fields.ts';

export const definition = defineNode({
  kind: 'sheets_list_sheets',
  type: 'action',
  title: 'Google Sheets: list sheets',
  description: 'Gives the names of a spreadsheet’s sheets, in their order.',
  icon: 'table-2',
  config: z.object({
    connectionId: ofSheet.connectionId,
    spreadsheet: ofSheet.spreadsheet,
    ...ofOutsideActions,
  }),
  example: { connectionId: 'con_example', spreadsheet: '1exampleSpreadsheetId' },
  guarantee: 'exactly-once',
  waits: false,
  counts: false,
  outcomes: nextOrError,
  output: (_config, outcome) =>
    byOutcome(outcome, { next: object({ sheets: list(text), spreadsheetUrl: text }) }),
});
