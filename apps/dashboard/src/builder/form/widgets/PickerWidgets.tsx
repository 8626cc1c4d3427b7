'use client';

import { useQueries, useQuery } from '@tanstack/react-query';
import { Field } from '@/components/Field';
import { client, listAll } from '@/lib/client';
import { keys } from '@/lib/keys';
import { useChatbots } from '@/lib/useChatbots';
import { Combobox } from '../Combobox';
import { useProblem, type WidgetProps } from '../formScope';
import type { Suggestion } from '../Suggest';
import { plainText } from '../values';
import { Words } from './WordsWidget';

/** Things of the workspace, chosen by name and kept by id; an id that is not there stays readable. */
function Picker({
  field,
  path,
  value,
  onChange,
  options,
  label,
  isFree = false,
}: WidgetProps & { options: Suggestion[] | undefined; label: string; isFree?: boolean }) {
  const codec = plainText(field);
  const chosen = codec.show(value);
  const isGone = !isFree && chosen && options?.every((option) => option.value !== chosen);
  const problem = useProblem(path);
  return (
    <Field
      label={field.title}
      hint={field.description}
      error={problem ?? (isGone ? 'It does not exist any more. Choose another one.' : undefined)}
    >
      {(control) => (
        <Combobox
          control={control}
          label={label}
          value={chosen}
          onChange={(text) => onChange(codec.read(text))}
          options={options ?? []}
          isFree={isFree}
          canClear={field.isOptional}
          placeholder={field.placeholder ?? (field.isOptional ? 'Any' : 'Search')}
        />
      )}
    </Field>
  );
}

export function ChatbotWidget(props: WidgetProps) {
  const { data } = useChatbots();
  const options = data?.map(({ id, name }) => ({ value: id, label: name }));
  return <Picker {...props} options={options} label="Chatbots" />;
}

export function CredentialWidget(props: WidgetProps) {
  const { data } = useQuery({
    queryKey: keys.credentials,
    queryFn: ({ signal }) => listAll((query) => client.credentials.list({ query, signal })),
  });
  const options = data?.map(({ id, name, hosts }) => ({
    value: id,
    label: name,
    detail: hosts.join(', '),
  }));
  return <Picker {...props} options={options} label="Credentials" />;
}

export function WorkflowWidget(props: WidgetProps) {
  const { data } = useQuery({
    queryKey: keys.workflows,
    queryFn: ({ signal }) => listAll((query) => client.workflows.list({ query, signal })),
  });
  const options = data?.map(({ id, name, activeVersion }) => ({
    value: id,
    label: name,
    detail: activeVersion === null ? 'off' : 'active',
  }));
  return <Picker {...props} options={options} label="Automations" />;
}

/** The tags that conversations have already. */
function useTags(): Suggestion[] {
  const { data } = useQuery({
    queryKey: [...keys.conversations, 'tags'],
    queryFn: ({ signal }) => client.conversations.tags({ query: {}, signal }),
  });
  return (data?.items ?? []).map((tag) => ({ value: tag, label: tag }));
}

export function TagWidget(props: WidgetProps) {
  return <Picker {...props} options={useTags()} label="Tags" isFree />;
}

export function TagsWidget(props: WidgetProps) {
  return <Words {...props} known={useTags()} />;
}

/** Intents of the chatbot that is chosen beside, or of all. */
export function IntentsWidget(props: WidgetProps) {
  const { data: chatbots = [] } = useChatbots();
  const { chatbotId } = props.siblings;
  const asked = chatbotId ? chatbots.filter(({ id }) => id === chatbotId) : chatbots;
  const found = useQueries({
    queries: asked.map(({ id }) => ({
      queryKey: keys.intents(id),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        listAll((query) => client.intents.list({ params: { chatbotId: id }, query, signal })),
    })),
  });
  const intents = found.flatMap(({ data = [] }) => data);
  const byName = new Map(intents.map(({ name, title }) => [name, title.trim() || name]));
  const known = [...byName].map(([name, title]) => ({
    value: name,
    label: title,
    ...(title === name ? {} : { detail: name }),
  }));
  return <Words {...props} known={known} />;
}
