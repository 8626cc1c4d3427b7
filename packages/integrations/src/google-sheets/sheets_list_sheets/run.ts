import { defineRun } from '../../action.ts';
import { readSheets, spreadsheetUrl } from '../sheet.ts';
import { definition } from './definition.ts';

export const run = defineRun(definition, async ({ config: { spreadsheet }, client }) => {
  const sheets = await readSheets(client, spreadsheet);
  return {
    output: {
      sheets: sheets.map(({ title }) => title),
      spreadsheetUrl: spreadsheetUrl(spreadsheet),
    },
  };
});
