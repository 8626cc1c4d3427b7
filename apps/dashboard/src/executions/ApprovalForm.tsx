import { Check, X } from 'lucide-react';
import { Button } from '@/components/Button';
import { Field, Textarea } from '@/components/Field';

export type Decision = 'approved' | 'declined';

/** A comment, and the two answers that an approval has. */
export function ApprovalForm({
  comment,
  onComment,
  onDecide,
  isBusy,
}: {
  comment: string;
  onComment: (comment: string) => void;
  onDecide: (decision: Decision) => void;
  isBusy: boolean;
}) {
  return (
    <div className="flex flex-col gap-4">
      <Field label="Comment (optional)" hint="The automation can pass it on.">
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={1_000}
            value={comment}
            onChange={(event) => onComment(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={isBusy} onClick={() => onDecide('approved')}>
          <Check aria-hidden />
          Approve
        </Button>
        <Button disabled={isBusy} onClick={() => onDecide('declined')}>
          <X aria-hidden />
          Decline
        </Button>
      </div>
    </div>
  );
}
