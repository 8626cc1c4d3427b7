import type { Workflow } from '@echoai/contract';
import { cutText } from '@echoai/contract/text';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { Field, Select } from '@/components/Field';
import { writeJson } from '@/components/Json';
import { client } from '@/lib/client';
import { keys } from '@/lib/keys';
import type { Beginning } from './InputFields';
import { sampleInput } from './sampleInput';

/** Begins a trial with something that happened: a message of a conversation, or what started an execution. */
export function PastEvent({
  workflow: { id: workflowId, draft },
  sessionId,
  isUntouched,
  onChoose,
}: {
  workflow: Workflow;
  /** The conversation that is chosen; empty for none. */
  sessionId: string;
  /** Whether nothing was typed: then the latest message is chosen by itself. */
  isUntouched: boolean;
  onChoose: (beginning: Beginning) => void;
}) {
  const { data: messages = [] } = useQuery({
    queryKey: [...keys.conversations, 'messages of a visitor', sessionId],
    queryFn: async ({ signal }) => {
      const params = { conversationId: sessionId };
      const { items } = await client.conversations.messages({
        params,
        query: { limit: 100 },
        signal,
      });
      return items.filter(({ role }) => role === 'user');
    },
    enabled: sessionId !== '' && isAboutMessages(draft),
  });
  const { data: executions = [] } = useQuery({
    queryKey: [...keys.executions, 'past events', workflowId],
    queryFn: async ({ signal }) =>
      (await client.executions.list({ query: { workflowId, limit: 10 }, signal })).items,
  });
  const [chosen, setChosen] = useState<string>();
  const latest = messages.at(-1)?.id;
  const choose = async (id: string) => {
    setChosen(id);
    const sample = sampleInput(draft);
    const message = messages.find((each) => each.id === id);
    if (message) {
      const { content: text, sentiment, intent, intentConfidence } = message;
      const event = { ...sample, text, sentiment, intent, intentConfidence, messageId: id };
      return onChoose({ json: inJson({ ...event, sessionId }), sessionId });
    }
    if (!executions.some((each) => each.id === id))
      return onChoose({ json: inJson(sample), sessionId });
    const past = await client.executions.get({ params: { executionId: id } });
    const isByHand = draft.nodes.some(({ data }) => data.config.kind === 'manual');
    const { input } = past.event as { input?: Record<string, unknown> };
    onChoose({
      json: inJson(isByHand ? (input ?? {}) : past.event),
      sessionId: past.sessionId ?? '',
    });
  };
  // A real message says more than a made-up one.
  const begin = useEffectEvent((id: string) => {
    const isElsewhere = chosen === '' || executions.some((each) => each.id === chosen);
    if (isUntouched && !isElsewhere) void choose(id);
  });
  useEffect(() => {
    if (latest) begin(latest);
  }, [latest]);
  if (messages.length === 0 && executions.length === 0) return null;
  return (
    <Field label="Begin with" hint="Fills in the input with what happened then.">
      {(control) => (
        <Select {...control} value={chosen ?? ''} onChange={(event) => choose(event.target.value)}>
          {messages.length > 0 && (
            <optgroup label="A message of this conversation">
              {messages.map(({ id, content }) => (
                <option key={id} value={id}>
                  {cutText(content, 80)}
                </option>
              ))}
            </optgroup>
          )}
          {executions.length > 0 && (
            <optgroup label="What started an execution">
              {executions.map(({ id, createdAt }) => (
                <option key={id} value={id}>
                  {new Date(createdAt).toLocaleString('en')}
                </option>
              ))}
            </optgroup>
          )}
          <option value="">A made-up sample</option>
        </Select>
      )}
    </Field>
  );
}

const inJson = writeJson;

function isAboutMessages({ nodes }: Workflow['draft']): boolean {
  return nodes.some(({ data }) =>
    ['message_received', 'sentiment', 'intent_detected'].includes(data.config.kind),
  );
}
