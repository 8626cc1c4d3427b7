import { CircleCheck, CircleHelp } from 'lucide-react';
import { Status } from '@/components/Status';

/** Whether the knowledge held every answer; nothing where it was not asked, as by a greeting. */
export function AnsweredState({ allAnswered }: { allAnswered: boolean | null }) {
  if (allAnswered === null) return null;
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
