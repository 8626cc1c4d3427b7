import { tones } from '@echoai/contract';
import { Field, Input, Select, Textarea } from '@/components/Field';
import { Notice } from '@/components/Notice';
import { useMe } from '@/lib/useMe';
import type { SettingsForm } from './AppearanceFields';
import type { Settings } from './ChatbotSettings';

const toneLabels: Record<(typeof tones)[number], string> = {
  friendly: 'Friendly',
  neutral: 'Neutral',
  formal: 'Formal',
};

export function AnswerFields({ form: { values, errors, change, flush } }: { form: SettingsForm }) {
  const { data: me } = useMe();
  const model = me?.models.chat;
  return (
    <>
      {me && !model && (
        <Notice look="info">
          Answers quote your pages now. These settings take effect once a model is connected: start
          EchoAI with <code className="font-medium">OPENAI_API_KEY</code>.
        </Notice>
      )}
      <Field label="Tone" error={errors.tone} className="max-w-60">
        {(control) => (
          <Select
            {...control}
            value={values.tone}
            onChange={(event) =>
              change({ tone: event.target.value as Settings['tone'] }, { now: true })
            }
          >
            {tones.map((tone) => (
              <option key={tone} value={tone}>
                {toneLabels[tone]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="Instructions"
        hint="What it should know about its job, such as “Offer our repair service before a replacement.”"
        error={errors.instructions}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={5}
            value={values.instructions}
            onChange={(event) => change({ instructions: event.target.value })}
            onBlur={flush}
          />
        )}
      </Field>
      <Field
        label="Model"
        hint={
          model
            ? `Empty uses ${model}, as CHAT_MODEL says. Another provider’s is written as provider:model.`
            : 'Empty uses the one that CHAT_MODEL names.'
        }
        error={errors.model}
        className="max-w-60"
      >
        {(control) => (
          <Input
            {...control}
            value={values.model ?? ''}
            placeholder={model ?? ''}
            onChange={(event) => change({ model: event.target.value.trim() || null })}
            onBlur={flush}
            spellCheck={false}
            autoComplete="off"
          />
        )}
      </Field>
    </>
  );
}
