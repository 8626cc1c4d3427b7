import { CircleCheck, CircleDashed, LoaderCircle } from 'lucide-react';
import { Status } from '@/components/Status';
import { useIntentStatus } from './intentQueries';

/** Whether visitors' messages are recognised by what the intents say now. */
export function TrainingState({ chatbotId }: { chatbotId: string }) {
  const { data: status } = useIntentStatus(chatbotId);
  return (
    <span role="status" className="flex text-[13px]">
      {status?.state === 'training' && (
        <Status tone="neutral" icon={LoaderCircle} isSpinning>
          Learning …
        </Status>
      )}
      {status?.state === 'ready' && (
        <Status tone="success" icon={CircleCheck}>
          <span className="tabular-nums">Learned, version {status.version}</span>
        </Status>
      )}
      {status?.state === 'untrained' && (
        <Status tone="neutral" icon={CircleDashed}>
          No examples yet
        </Status>
      )}
    </span>
  );
}
