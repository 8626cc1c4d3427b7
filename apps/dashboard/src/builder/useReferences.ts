import { referencesOfGraph } from '@echoai/automation/compile';
import { type ReferenceStates, referenceKey } from '@echoai/automation/fields/referencesOf';
import { nodeDefinitions } from '@echoai/automation/nodes/index';
import type { WorkflowGraph } from '@echoai/contract';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { client } from '@/lib/client';
import { keys } from '@/lib/keys';

/** Health of connections changes by itself, in milliseconds. */
const askEvery = 30_000;

/**
 * How what a graph names is: connections, values of their lists, chatbots, intents. It is asked again
 * when the graph names something else, and now and then.
 *
 * @returns `states`: undefined until the first answer, empty when there is none; `isCurrent`: false while
 * something that the graph names is still looked up, and they are from before it was named; `hasFailed`:
 * whether they could not be looked up at all
 */
export function useReferences(graph: WorkflowGraph): {
  states: ReferenceStates | undefined;
  isCurrent: boolean;
  hasFailed: boolean;
} {
  // Looking for them walks the whole graph: typing does not wait for it.
  const seen = useDeferredValue(graph);
  const names = useMemo(
    () =>
      referencesOfGraph({ graph: seen, definitions: nodeDefinitions })
        .map(referenceKey)
        .sort()
        .join(' '),
    [seen],
  );
  const { data, isError, isPlaceholderData } = useQuery({
    queryKey: [...keys.connections, 'references', names],
    queryFn: async ({ signal }) =>
      (await client.workflows.references({ body: { graph: seen }, signal })).states,
    enabled: names !== '',
    // Until the new answer, the previous one says what it can.
    placeholderData: (before) => before,
    refetchInterval: askEvery,
  });
  if (names === '') return { states: none, isCurrent: true, hasFailed: false };
  const hasFailed = isError && !data;
  return { states: hasFailed ? none : data, isCurrent: !isPlaceholderData, hasFailed };
}

const none: ReferenceStates = {};
