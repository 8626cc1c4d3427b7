import type { Conversation } from '@echoai/contract';
import type { ReactNode } from 'react';
import { CodeArea, Field, Select } from '@/components/Field';
import { visitorName } from '@/conversations/visitorName';

/** What a trial or a run begins with. */
export interface Beginning {
  json: string;
  /** Empty for none. */
  sessionId: string;
}

export function InputFields({
  value,
  onChange,
  conversations,
  problem,
  hint,
  children,
}: {
  value: Beginning;
  onChange: (value: Beginning) => void;
  /** The latest, to choose from. */
  conversations: Conversation[] | undefined;
  /** What is wrong with the JSON, in a sentence. */
  problem: string | undefined;
  hint: string;
  /** Other ways to begin, before the JSON that they fill in. */
  children?: ReactNode;
}) {
  return (
    <>
      <Field label="Conversation" hint="Nodes that write, ask, tag or hand over need one.">
        {(control) => (
          <Select
            {...control}
            value={value.sessionId}
            onChange={(event) => onChange({ ...value, sessionId: event.target.value })}
          >
            <option value="">None</option>
            {conversations?.map(({ id, visitor, subject }) => (
              <option key={id} value={id}>
                {visitorName(visitor)}: {subject}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {children}
      <Field label="Input as JSON" hint={hint} error={problem}>
        {(control) => (
          <CodeArea
            {...control}
            rows={6}
            value={value.json}
            onChange={(event) => onChange({ ...value, json: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
