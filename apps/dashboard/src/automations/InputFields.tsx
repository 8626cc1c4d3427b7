import { Field, Input, Textarea } from '@/components/Field';

/** What a trial or a run begins with. */
export interface Beginning {
  json: string;
  sessionId: string;
}

export function InputFields({
  value,
  onChange,
  problem,
  hint,
}: {
  value: Beginning;
  onChange: (value: Beginning) => void;
  /** What is wrong with the JSON, in a sentence. */
  problem: string | undefined;
  hint: string;
}) {
  return (
    <>
      <Field label="Input as JSON" hint={hint} error={problem}>
        {(control) => (
          <Textarea
            {...control}
            rows={6}
            spellCheck={false}
            className="font-mono sm:text-[13px]"
            value={value.json}
            onChange={(event) => onChange({ ...value, json: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Conversation (optional)"
        hint="The id in a conversation’s address. Nodes that write, ask or tag need one."
      >
        {(control) => (
          <Input
            {...control}
            value={value.sessionId}
            placeholder="ses_…"
            spellCheck={false}
            autoCapitalize="none"
            autoComplete="off"
            onChange={(event) => onChange({ ...value, sessionId: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
