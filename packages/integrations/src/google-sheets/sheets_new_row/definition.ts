import { defineNode } from '@echoai/automation/definition';
import { next } from '@echoai/automation/fields/outcomes';
import { any, number, object, text } from '@echoai/automation/valueTypes';
import { z } from 'zod';
import { everyMinutes } from '../../fields.ts';
import { ofSheet } from '../fields.ts';

export const definition = defineNode({
  kind: 'sheets_new_row',
  type: 'trigger',
  title: 'Google Sheets: new row',
  description: 'A row is added below the last one of a sheet.',
  icon: 'sheet',
  config: z.object({ ...ofSheet, everyMinutes }),
  example: { connectionId: 'con_example', spreadsheet: '1exampleSpreadsheetId', sheet: 'Leads' },
  guarantee: 'exactly-once',
  event: null,
  waits: false,
  counts: false,
  outcomes: () => [next],
  // Which columns there are is known when it looks.
  output: () => object({ row: number, values: any, spreadsheetUrl: text }),
});
