import { CircleCheck, CircleHelp } from 'lucide-react';
import { Status } from '@/components/Status';

/** Whether the knowledge held every answer. */
export function AnsweredState({ allAnswered }: { allAnswered: boolean }) {
  return allAnswered ? (
    <Status tone="success" icon={CircleCheck}>
      Answered
    </Status>
  ) : (
    <Status tone="warning" icon={CircleHelp}>
      Unanswered
    </Status>
  );
}
