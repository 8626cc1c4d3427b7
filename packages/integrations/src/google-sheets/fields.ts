import type { FieldText } from '@echoai/automation/fields/template';
import { template } from '@echoai/automation/fields/template';
import { z } from 'zod';
import { connection, option } from '../fields.ts';

/** Of every node that works on one sheet. */
export const ofSheet = {
  connectionId: connection('google-sheets', 'Google Sheets'),
  spreadsheet: option({ title: 'Spreadsheet', list: 'spreadsheets' }),
  sheet: option({ title: 'Sheet', list: 'sheets', dependsOn: ['spreadsheet'] }),
};

const dependsOn = ['spreadsheet', 'sheet'];

/** A column by its name in the sheet's first row. */
export const column = (text: FieldText) => option({ ...text, list: 'columns', dependsOn });

/** One that may be new, by a name that is typed, where the configuration has columns added. */
export const columnOrNew = (text: FieldText) =>
  option({
    ...text,
    list: 'columns-or-new',
    dependsOn,
    mayBeNew: ({ addColumns }) => addColumns === true,
  });

/** One that is added when the first row is written. */
export const addedColumn = (text: FieldText) =>
  option({ ...text, list: 'columns-or-new', dependsOn, mayBeNew: () => true });

/** What columns get. */
export const columnValues = (text: FieldText, of: typeof column) =>
  z
    .array(
      z.object({
        column: of({ title: 'Column' }),
        value: template({ title: 'Value', isOptional: true, max: 10_000 }),
      }),
    )
    .min(1, 'needs a column')
    .max(50)
    .meta({ ...text });
