import type { EverydayActSettings } from '@echoai/contract';
import { Lock } from 'lucide-react';
import Link from '@/components/Link';
import { Status } from '@/components/Status';
import { Switch } from '@/components/Switch';
import { actTexts } from './everydayTexts';
import type { EverydayForm } from './useEverydayForm';

/** Whether the act counts as one, or why it always does. */
export function ActSwitch({
  chatbotId,
  item: { act, alwaysOn },
  form: { values, change },
}: {
  chatbotId: string;
  item: EverydayActSettings;
  form: EverydayForm;
}) {
  if (alwaysOn) {
    return (
      <div>
        <Status tone="neutral" icon={Lock}>
          Always on
        </Status>
        <p className="mt-1 text-[13px] text-muted">
          {alwaysOn}{' '}
          {act === 'wantsPerson' && (
            <Link
              href={`/chatbots/settings?id=${chatbotId}`}
              className="rounded text-accent-ink underline"
            >
              Open the settings
            </Link>
          )}
        </p>
      </div>
    );
  }
  return (
    <div>
      <Switch
        checked={values.isActive}
        onChange={(isActive) => change({ isActive }, { now: true })}
        label={values.isActive ? 'Active' : 'Off'}
        describedBy={actTexts[act].title}
      />
      <p className="mt-1 text-[13px] text-muted">
        {values.isActive
          ? 'Switched off, such a message is a question like any other.'
          : 'Such a message is a question like any other now: it is looked up in your knowledge.'}
      </p>
    </div>
  );
}
