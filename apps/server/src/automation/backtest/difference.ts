import type { Simulation } from '@echoai/automation';
import type { BacktestDifference } from '@echoai/contract';
import { type EventOfPast, exampleOf, maxExamples, pathOf } from './report.ts';

type Example = BacktestDifference['examples'][number];

/** Pairs of ways that are told apart. */
const maxPairs = 200;

/** Where a draft does something else than the version that runs, event by event. */
export function createDifference() {
  const counts = { onlyDraft: 0, onlyPublished: 0, path: 0, effects: 0 };
  const names = {
    'only-draft': 'onlyDraft',
    'only-published': 'onlyPublished',
    path: 'path',
    effects: 'effects',
  } as const;
  const pairs = new Map<string, { count: number; example: Example }>();
  return {
    /** @param draft what it does; null when the event does not start it. @param published likewise */
    add(event: EventOfPast, draft: Simulation | null, published: Simulation | null): void {
      const kind = kindOf(draft, published);
      if (!kind) return;
      counts[names[kind]]++;
      const key = [kind, draft, published]
        .map((run) => (run && typeof run === 'object' ? pathOf(run.steps) : run))
        .join('|');
      const pair = pairs.get(key);
      if (pair) pair.count++;
      else if (pairs.size < maxPairs) {
        const example: Example = {
          kind,
          draft: draft && exampleOf(event, draft),
          published: published && exampleOf(event, published),
        };
        pairs.set(key, { count: 1, example });
      }
    },

    /** One example a pair of ways, the rare ones first. */
    result(): BacktestDifference {
      const examples = [...pairs.values()]
        .sort((one, other) => one.count - other.count)
        .map(({ example }) => example)
        .slice(0, maxExamples);
      return { ...counts, examples };
    },
  };
}

function kindOf(draft: Simulation | null, published: Simulation | null): Example['kind'] | null {
  if (draft === published) return null;
  if (!published) return 'only-draft';
  if (!draft) return 'only-published';
  if (draft.status !== published.status || pathOf(draft.steps) !== pathOf(published.steps))
    return 'path';
  return JSON.stringify(draft.effects) === JSON.stringify(published.effects) ? null : 'effects';
}
