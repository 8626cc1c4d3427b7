import { unique } from '../oauth.ts';
import { type Answer, Refusal } from '../standIn.ts';

/** What a cell holds; a formula is kept and never worked out. */
export type Cell = string | number | boolean | { formula: string };

export interface Sheet {
  sheetId: number;
  title: string;
  /** Rows of cells, ragged; what is not there is empty. */
  values: Cell[][];
  rowCount: number;
  columnCount: number;
}

export interface Spreadsheet {
  id: string;
  title: string;
  sheets: Sheet[];
  /** Made or picked with the app: all that the scope drive.file covers. */
  byApp: boolean;
  readOnly: boolean;
  trashed: boolean;
  modifiedTime: string;
}

export interface GoogleData {
  spreadsheets: Map<string, Spreadsheet>;
  /** Scopes that the person leaves out on the consent page. */
  unticked: Set<string>;
  /** More requests in the interval are answered with 429; for each person and kind. */
  limits: Partial<Record<'read' | 'write', { max: number; intervalMilliseconds: number }>>;
  asked: Record<string, number[]>;
  /** Adds a spreadsheet as its owner would, with one sheet that has these rows. */
  add(title: string, rows?: Cell[][], more?: Partial<Spreadsheet>): Spreadsheet;
}

export function googleData(): GoogleData {
  return {
    spreadsheets: new Map(),
    unticked: new Set(),
    limits: {},
    asked: {},
    add(title, rows = [], more = {}) {
      const sheet = newSheet('Sheet1', 0);
      sheet.values = rows.map((row) => [...row]);
      const spreadsheet: Spreadsheet = {
        id: `1${unique()}`,
        title,
        sheets: [sheet],
        byApp: false,
        readOnly: false,
        trashed: false,
        modifiedTime: new Date().toISOString(),
        ...more,
      };
      this.spreadsheets.set(spreadsheet.id, spreadsheet);
      return spreadsheet;
    },
  };
}

export const newSheet = (title: string, sheetId: number): Sheet => ({
  sheetId,
  title,
  values: [],
  rowCount: 1000,
  columnCount: 26,
});

const statusNames: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
};

/** Google's shape of an error. */
export const googleError = (code: number, message: string, more: object = {}): Answer => ({
  status: code,
  body: { error: { code, message, status: statusNames[code], ...more } },
});

export const refuse = (code: number, message: string) => new Refusal(googleError(code, message));
