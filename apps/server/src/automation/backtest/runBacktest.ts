import { matchers, prepareSimulation, type Simulation } from '@echoai/automation';
import type { BacktestResult, WorkflowGraph } from '@echoai/contract';
import type { Database } from '../../platform/database/database.ts';
import { activationOf } from '../compileWorkflow.ts';
import { eventOf } from '../dispatch/triggerFacts.ts';
import { yieldToOthers } from '../yieldToOthers.ts';
import { type BegunBacktest, reportBacktest } from './backtestStore.ts';
import { createConversationSet, seen } from './conversationSet.ts';
import { createDifference } from './difference.ts';
import {
  countPastEvents,
  type PastPosition,
  readPastEvents,
  readPastScopes,
  readPastTriggerFacts,
} from './readPast.ts';
import { createReport } from './report.ts';

/**
 * A page is as many events as keep this thread busy for about so many milliseconds a statement, so
 * that visitors come between. By the processor's time: on a busy machine smaller pages would not help.
 */
const pageMs = 20;
const pageSizes = { least: 50, first: 50, most: 500 };
/** Events that one statement counts. */
const countedAtOnce = 10_000;
/** Milliseconds of simulations between two looks at what else there is to do. */
const sliceMs = 8;
/** How often progress is stored, and found out whether somebody cancelled, in milliseconds. */
const reportMs = 400;

/**
 * Tries a draft, and the version that ran, on the events of a period. It reads page by page, each in
 * a transaction of its own, and holds counts and a few examples only.
 * @returns null when it was cancelled or taken over meanwhile
 */
export async function runBacktest({
  database,
  organisationId,
  id,
  backtest,
  signal,
}: {
  database: Database;
  organisationId: string;
  id: string;
  backtest: BegunBacktest;
  signal: AbortSignal;
}): Promise<BacktestResult | null> {
  const { attempt, published: active, to } = backtest;
  const draft = sideOf(backtest, backtest);
  const published = active && sideOf(active, backtest);
  // What is the same does the same: no need to try it twice.
  const isSame = active !== null && JSON.stringify(active.graph) === JSON.stringify(backtest.graph);
  const types = [...new Set([draft.event, published?.event].filter((type) => type != null))];
  const beginning: PastPosition = { at: backtest.from, id: 0 };

  let reportedAt = performance.now();
  const isStillOurs = async (progress: { done: number; total: number }) => {
    signal.throwIfAborted();
    if (performance.now() - reportedAt < reportMs) return true;
    const isOurs = await database.withOrganisation(organisationId, (tx) =>
      reportBacktest(tx, { id, attempt, ...progress }),
    );
    reportedAt = performance.now();
    return isOurs;
  };

  let total = 0;
  for (const type of types) {
    let after: PastPosition | null = beginning;
    while (after) {
      const next: Parameters<typeof countPastEvents>[1] = { type, after, to, limit: countedAtOnce };
      const counted = await database.withOrganisation(organisationId, (tx) =>
        countPastEvents(tx, next),
      );
      total += counted.count;
      after = counted.last;
      await yieldToOthers();
      if (!(await isStillOurs({ done: 0, total }))) return null;
    }
  }

  const conversations = createConversationSet();
  const difference = createDifference();
  let [events, conversationCount] = [0, 0];
  let limit = pageSizes.first;
  let sliceEndsAt = 0;
  let after: PastPosition | null = beginning;
  while (after) {
    const page: Page = { types, after, to, limit };
    const read = await database.withOrganisation(organisationId, (tx) =>
      readPage(tx, { page, sides: published && !isSame ? [draft, published] : [draft] }),
    );
    limit = nextLimit(limit, read.longestMs);
    events += read.count;
    for (const sessionId of read.sessionIds)
      if (conversations.add(sessionId, seen.event)) conversationCount++;
    for (const { event, matches, ...input } of read.fired) {
      if (performance.now() > sliceEndsAt) {
        await yieldToOthers();
        sliceEndsAt = performance.now() + sliceMs;
      }
      const [ofDraft = null, ofPublished = null] = matches.map((isMatch, side) =>
        isMatch ? (side === 0 ? draft : published!).simulate(input) : null,
      );
      if (ofDraft) draft.report.add(event, ofDraft, conversations.add(event.sessionId, seen.draft));
      if (!published || isSame) continue;
      if (ofPublished) {
        const isNew = conversations.add(event.sessionId, seen.published);
        published.report.add(event, ofPublished, isNew);
      }
      difference.add(event, ofDraft, ofPublished);
    }
    after = read.last;
    await yieldToOthers();
    if (!(await isStillOurs({ done: events, total: Math.max(total, events) }))) return null;
  }

  const ofDraft = draft.report.result();
  return {
    conversations: conversationCount,
    events,
    draft: ofDraft,
    published: active && {
      version: active.version,
      ...(isSame ? ofDraft : published!.report.result()),
    },
    difference: active && difference.result(),
    labels: { ...(active ? labelsOf(active.graph) : {}), ...labelsOf(backtest.graph) },
  };
}

type Page = Parameters<typeof readPastEvents>[1];
type Side = ReturnType<typeof sideOf>;
type Scope = Awaited<ReturnType<typeof readPastScopes>>[number];

/** A version: what starts it, how it is tried, and how it fared. */
function sideOf(
  { graph, machine }: Pick<BegunBacktest, 'graph' | 'machine'>,
  { workflowId, workflowName, published }: BegunBacktest,
) {
  const { kind, event, config } = activationOf(0, graph, new Date());
  const simulate = prepareSimulation({ machine, graph });
  // The same for both sides, since a text may name it.
  const workflow = { id: workflowId, name: workflowName, version: published?.version ?? 0 };
  return {
    event,
    /** Of all triggers, one asks for the moods before the event's own. */
    readsMoods: kind === 'sentiment',
    matches: (input: Omit<Parameters<NonNullable<(typeof matchers)[string]>>[0], 'config'>) =>
      matchers[kind]?.({ config, ...input }) ?? false,
    simulate: (input: Scope & { given: object; now: Date }): Simulation =>
      simulate({
        event: input.given,
        visitor: input.visitor,
        conversation: input.conversation,
        now: input.now,
        workflow,
      }),
    report: createReport(),
  };
}

/** The next events, and of those that start a side what its nodes may ask. */
async function readPage(
  tx: Parameters<typeof readPastEvents>[0],
  { page, sides }: { page: Page; sides: Side[] },
) {
  let longestMs = 0;
  const timed = async <Result>(work: Promise<Result>): Promise<Result> => {
    const before = process.threadCpuUsage();
    const result = await work;
    const { user, system } = process.threadCpuUsage(before);
    longestMs = Math.max(longestMs, (user + system) / 1_000);
    await yieldToOthers();
    return result;
  };
  const { events, last } = await timed(readPastEvents(tx, page));
  const facts = await timed(
    readPastTriggerFacts(tx, events, { moods: sides.some(({ readsMoods }) => readsMoods) }),
  );
  const found = events.flatMap((event, position) => {
    const about = facts[position];
    if (!about) return [];
    const { type, payload } = event;
    const matches = sides.map((side) => side.matches({ event: { type, payload }, facts: about }));
    return matches.includes(true) ? [{ event, about, matches }] : [];
  });
  const scopes = await timed(readPastScopes(tx, found));
  return {
    longestMs,
    last,
    count: events.length,
    sessionIds: facts.flatMap((about) => (about ? [about.sessionId] : [])),
    fired: found.map(({ event: { id, at, payload }, about, matches }, position) => ({
      matches,
      ...scopes[position]!,
      given: eventOf(payload, about),
      now: at,
      event: {
        eventId: id,
        sessionId: about.sessionId,
        at: at.toISOString(),
        sentiment: about.message?.sentiment ?? scopes[position]!.conversation.sentiment,
      },
    })),
  };
}

function nextLimit(limit: number, tookMs: number): number {
  if (tookMs > pageMs) return Math.max(pageSizes.least, Math.floor(limit / 2));
  return tookMs < pageMs / 2 ? Math.min(pageSizes.most, 2 * limit) : limit;
}

function labelsOf({ nodes }: WorkflowGraph): BacktestResult['labels'] {
  return Object.fromEntries(
    nodes.map(({ id, data }) => [id, { label: data.label, kind: data.config.kind }]),
  );
}
