import type { Simulation } from '@echoai/automation';
import { describe, expect, it } from 'vitest';
import { createConversationSet, seen } from './conversationSet.ts';
import { createDifference } from './difference.ts';
import { createReport } from './report.ts';

let lastEvent = 0;
const eventOf = (sentiment: number | null = null) => ({
  ...{ eventId: ++lastEvent, sessionId: 'ses_1', at: '2026-01-01T00:00:00.000Z', sentiment },
});

/** A run along `node.outcome`, with an effect of each node that is named `say`. */
function runOf(path: string[], change: Partial<Simulation> = {}, text = 'Hi'): Simulation {
  const steps = path.map((step, index) => {
    const [nodeId = '', outcome = null] = step.split('.');
    const at = '2026-01-01T00:00:00.000Z';
    const visit = index + 1;
    return { visit, nodeId, kind: nodeId, label: nodeId, at, input: {}, outcome, output: {} };
  });
  const effects = steps
    .filter(({ nodeId }) => nodeId === 'say')
    .map(({ nodeId, visit, at }) => ({ nodeId, kind: 'send_message', visit, at, text }));
  return { status: 'ended', steps, effects, endedAt: null, error: null, ...change };
}

describe('a report', () => {
  it('counts visits, ways out, effects and failures', () => {
    const report = createReport();
    report.add(eventOf(), runOf(['begin.next', 'check.true', 'say.next', 'end']), true);
    report.add(eventOf(), runOf(['begin.next', 'check.false', 'end']), false);
    const broken = { status: 'failed', error: 'No e-mail address.' } as const;
    report.add(eventOf(), runOf(['begin.next', 'check.true', 'say.error'], broken), true);
    expect(report.result()).toMatchObject({
      fires: 3,
      conversations: 2,
      nodes: {
        begin: { visits: 3, outcomes: { next: 3 } },
        check: { visits: 3, outcomes: { true: 2, false: 1 } },
        say: { visits: 2, outcomes: { next: 1, error: 1 } },
        end: { visits: 2, outcomes: {} },
      },
      effects: { send_message: 2 },
      statuses: { ended: 2, failed: 1, stopped: 0 },
      failures: [{ reason: 'No e-mail address.', count: 1 }],
    });
  });

  it('shows failures first, then rare ways, one of each, and then the lowest moods', () => {
    const report = createReport();
    const common = ['begin.next', 'check.true', 'end'];
    for (let mood = 0; mood < 30; mood++) report.add(eventOf(1 - mood / 20), runOf(common), true);
    const rare = eventOf(0.9);
    report.add(rare, runOf(['begin.next', 'check.false', 'end']), true);
    const failure = eventOf(1);
    const broken = { status: 'failed', error: 'Broken.' } as const;
    report.add(failure, runOf(common, broken), true);
    const { examples } = report.result();
    expect(examples).toHaveLength(10);
    expect(examples.slice(0, 2).map(({ eventId }) => eventId)).toEqual([
      failure.eventId,
      rare.eventId,
    ]);
    const moods = examples.slice(2).map(({ sentiment }) => sentiment!);
    expect(moods[0]).toBeCloseTo(-0.45);
    expect(moods).toEqual(moods.toSorted((one, other) => one - other));
    expect(new Set(examples.map(({ eventId }) => eventId)).size).toBe(10);
  });

  it('stays small, however many ways and reasons there are and however long texts are', () => {
    const report = createReport();
    for (let turn = 0; turn < 2_000; turn++) {
      const path = ['begin.next', `say.way${turn}`];
      const broken = { status: 'failed', error: `Reason ${turn}` } as const;
      report.add(eventOf(-1), runOf(path, broken, 'x'.repeat(10_000)), true);
    }
    const result = report.result();
    expect(result.failures).toHaveLength(51);
    expect(result.failures[0]).toEqual({ reason: 'Other reasons', count: 1_950 });
    expect(JSON.stringify(result.examples).length).toBeLessThan(10_000);
  });
});

describe('a difference', () => {
  it('tells who starts alone, another way, and other effects of the same way', () => {
    const difference = createDifference();
    const path = ['begin.next', 'say.next'];
    difference.add(eventOf(), null, null);
    difference.add(eventOf(), runOf(path), runOf(path));
    difference.add(eventOf(), runOf(path), null);
    difference.add(eventOf(), null, runOf(path));
    difference.add(eventOf(), runOf(path), runOf(['begin.next', 'end']));
    difference.add(eventOf(), runOf(path, {}, 'Hello'), runOf(path));
    const { examples, ...counts } = difference.result();
    expect(counts).toEqual({ onlyDraft: 1, onlyPublished: 1, path: 1, effects: 1 });
    expect(examples.map(({ kind }) => kind)).toEqual([
      'only-draft',
      'only-published',
      'path',
      'effects',
    ]);
  });

  it('shows one example of what differs alike, at most ten', () => {
    const difference = createDifference();
    for (let turn = 0; turn < 100; turn++)
      difference.add(eventOf(), runOf([`begin.way${turn % 20}`]), null);
    const { onlyDraft, examples } = difference.result();
    expect(onlyDraft).toBe(100);
    expect(new Set(examples.map(({ draft }) => draft!.path[0]!.outcome)).size).toBe(10);
  });
});

describe('a set of conversations', () => {
  it('tells of many whether each was noted before, for each mark', () => {
    const conversations = createConversationSet();
    const ids = Array.from({ length: 20_000 }, (_, index) => `ses_${index}`);
    expect(ids.filter((id) => conversations.add(id, seen.event))).toHaveLength(ids.length);
    expect(ids.filter((id) => conversations.add(id, seen.event))).toEqual([]);
    expect(ids.filter((id) => conversations.add(id, seen.draft))).toHaveLength(ids.length);
  });
});
