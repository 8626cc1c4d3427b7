import { Refusal } from '../standIn.ts';
import type { CrmObject } from './crm.ts';
import { hubSpotError } from './errors.ts';
import type { Property } from './validate.ts';

interface Filter {
  propertyName: string;
  operator: string;
  value?: string;
  values?: string[];
}

interface SearchBody {
  filterGroups?: { filters: Filter[] }[];
  query?: string;
  limit?: number;
  after?: string | number;
  sorts?: (string | { propertyName: string; direction?: 'ASCENDING' | 'DESCENDING' })[];
}

const operators: Record<string, (value: string | undefined, filter: Filter) => boolean> = {
  EQ: (value, filter) => value?.toLowerCase() === String(filter.value).toLowerCase(),
  NEQ: (value, filter) => value?.toLowerCase() !== String(filter.value).toLowerCase(),
  IN: (value, filter) =>
    (filter.values ?? []).some((one) => one.toLowerCase() === value?.toLowerCase()),
  GT: (value, filter) => order(value, filter) > 0,
  GTE: (value, filter) => order(value, filter) >= 0,
  LT: (value, filter) => order(value, filter) < 0,
  LTE: (value, filter) => order(value, filter) <= 0,
  HAS_PROPERTY: (value) => Boolean(value),
  NOT_HAS_PROPERTY: (value) => !value,
  CONTAINS_TOKEN: (value, filter) =>
    tokensOf(value).includes(String(filter.value).toLowerCase().replaceAll('*', '')),
};

/** Of two times or numbers; NaN, which compares as false, where one is missing. */
const order = (value: string | undefined, filter: Filter) => amount(value) - amount(filter.value);
const amount = (text: string | undefined) =>
  /^-?[\d.]+$/.test(text ?? '') ? Number(text) : Date.parse(text ?? '');
const tokensOf = (text = '') => text.toLowerCase().split(/[^\p{L}\p{N}]+/u);

/** Filters and pages objects as the search API does. */
export function search(objects: CrmObject[], body: SearchBody, known: Property[]) {
  const limit = body?.limit ?? 10;
  const groups = body?.filterGroups ?? [];
  if (limit > 200) throw refuse('limit must be at most 200');
  if (groups.length > 5) throw refuse('too many filter groups');
  for (const { operator, propertyName } of groups.flatMap(({ filters }) => filters)) {
    if (!operators[operator]) throw refuse(`operator ${operator} is not known`);
    if (!known.some(({ name }) => name === propertyName)) {
      throw refuse(`There was a problem with the request: property ${propertyName} does not exist`);
    }
  }
  const matching = objects.filter(
    ({ properties }) =>
      (groups.length === 0 ||
        groups.some(({ filters }) =>
          filters.every((filter) =>
            operators[filter.operator]!(properties[filter.propertyName], filter),
          ),
        )) &&
      matchesQuery(properties, body?.query),
  );
  const sorted = sort(matching, body?.sorts?.[0]);
  const from = Number(body?.after ?? 0);
  const to = from + limit;
  const paging = to < sorted.length && { paging: { next: { after: String(to) } } };
  return { found: sorted.slice(from, to), answer: { total: sorted.length, ...paging } };
}

function matchesQuery(properties: CrmObject['properties'], query?: string): boolean {
  if (!query) return true;
  const wanted = query.toLowerCase();
  return ['email', 'firstname', 'lastname', 'phone', 'company', 'dealname', 'hs_note_body'].some(
    (name) => properties[name]?.toLowerCase().includes(wanted),
  );
}

function sort(objects: CrmObject[], by: NonNullable<SearchBody['sorts']>[number] | undefined) {
  if (!by) return objects;
  const { propertyName, direction = 'ASCENDING' } =
    typeof by === 'string' ? { propertyName: by } : by;
  const sign = direction === 'DESCENDING' ? -1 : 1;
  const value = ({ properties }: CrmObject) => properties[propertyName] ?? '';
  return objects.toSorted((a, b) => sign * value(a).localeCompare(value(b)));
}

const refuse = (message: string) => new Refusal(hubSpotError(400, 'VALIDATION_ERROR', message));
