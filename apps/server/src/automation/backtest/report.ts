import type { SimulatedStep, Simulation } from '@echoai/automation';
import type { BacktestExample, BacktestReport } from '@echoai/contract';
import { cutText } from '@echoai/contract/text';

/** An event of the past, as examples name it. */
export interface EventOfPast {
  eventId: number;
  sessionId: string;
  /** ISO 8601. */
  at: string;
  /** −1 … 1, or null where nothing is known. */
  sentiment: number | null;
}

export const maxExamples = 10;
/** Ways that are told apart; a loop makes a way of each number of its turns. */
const maxPaths = 500;
const maxReasons = 50;
/** What is kept of an example. */
const most = { steps: 200, effects: 20, characters: 300 };

interface Path {
  count: number;
  example: BacktestExample;
}

/** How a version fared, event by event. It keeps counts and few examples, however many there are. */
export function createReport() {
  const report: Omit<BacktestReport, 'failures' | 'examples'> = {
    fires: 0,
    conversations: 0,
    nodes: {},
    effects: {},
    statuses: { ended: 0, failed: 0, stopped: 0 },
  };
  const reasons = new Map<string, number>();
  const paths = new Map<string, Path>();
  const lowest: BacktestExample[] = [];

  const countSteps = ({ steps, effects }: Simulation) => {
    for (const { nodeId, outcome } of steps) {
      report.nodes[nodeId] ??= { visits: 0, outcomes: {} };
      const node = report.nodes[nodeId];
      node.visits++;
      if (outcome !== null) node.outcomes[outcome] = (node.outcomes[outcome] ?? 0) + 1;
    }
    for (const { kind } of effects) report.effects[kind] = (report.effects[kind] ?? 0) + 1;
  };

  const keepExample = (event: EventOfPast, run: Simulation) => {
    const key = `${run.status} ${pathOf(run.steps)}`;
    const path = paths.get(key);
    if (path) {
      path.count++;
      if (moodOf(event) < moodOf(path.example)) path.example = exampleOf(event, run);
    } else if (paths.size < maxPaths) {
      paths.set(key, { count: 1, example: exampleOf(event, run) });
    }
    // Twice as many as are shown, since some of them stand for their path already.
    const last = lowest[2 * maxExamples - 1];
    if (last && moodOf(event) >= moodOf(last)) return;
    lowest.push(exampleOf(event, run));
    lowest.sort((one, other) => moodOf(one) - moodOf(other));
    lowest.splice(2 * maxExamples);
  };

  /** How often the rarest way out on it was taken. */
  const rarityOf = ({ path }: BacktestExample) =>
    Math.min(
      ...path.map(({ nodeId, outcome }) =>
        outcome === null ? report.nodes[nodeId]!.visits : report.nodes[nodeId]!.outcomes[outcome]!,
      ),
    );

  return {
    /** @param isNew whether it is the first event of its conversation that starts it */
    add(event: EventOfPast, run: Simulation, isNew: boolean): void {
      report.fires++;
      if (isNew) report.conversations++;
      report.statuses[run.status]++;
      if (run.status !== 'ended') {
        const reason = cut(run.error ?? 'It failed.');
        const isKept = reasons.has(reason) || reasons.size < maxReasons;
        const key = isKept ? reason : 'Other reasons';
        reasons.set(key, (reasons.get(key) ?? 0) + 1);
      }
      countSteps(run);
      keepExample(event, run);
    },

    /** Failures first, then rare branches and ways; what is left shows the lowest moods. */
    result(): BacktestReport {
      const ofPaths = [...paths.values()]
        .map(({ count, example }) => ({ count, example, rarity: rarityOf(example) }))
        .sort(
          (one, other) =>
            Number(one.example.status === 'ended') - Number(other.example.status === 'ended') ||
            one.rarity - other.rarity ||
            one.count - other.count ||
            moodOf(one.example) - moodOf(other.example),
        )
        .map(({ example }) => example)
        .slice(0, maxExamples);
      const shown = new Set(ofPaths.map(({ eventId }) => eventId));
      return {
        ...report,
        failures: [...reasons]
          .map(([reason, count]) => ({ reason, count }))
          .sort((one, other) => other.count - one.count),
        examples: [...ofPaths, ...lowest.filter(({ eventId }) => !shown.has(eventId))].slice(
          0,
          maxExamples,
        ),
      };
    },
  };
}

/** A way in a word: nodes with the ways out that were taken. */
export function pathOf(steps: Pick<SimulatedStep, 'nodeId' | 'outcome'>[]): string {
  return steps.map(({ nodeId, outcome }) => `${nodeId}.${outcome ?? ''}`).join(' ');
}

export function exampleOf(event: EventOfPast, run: Simulation): BacktestExample {
  return {
    ...event,
    status: run.status,
    error: run.error,
    path: run.steps.slice(0, most.steps).map(({ nodeId, outcome }) => ({ nodeId, outcome })),
    effects: run.effects.slice(0, most.effects).map((effect) => cutTexts(effect) as typeof effect),
  };
}

/** What is not known counts as the best. */
const moodOf = ({ sentiment }: { sentiment: number | null }) => sentiment ?? 2;

const cut = (text: string) =>
  text.length > most.characters ? `${cutText(text, most.characters)} …` : text;

function cutTexts(value: unknown): unknown {
  if (typeof value === 'string') return cut(value);
  if (Array.isArray(value)) return value.slice(0, most.effects).map(cutTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, cutTexts(part)]));
}
