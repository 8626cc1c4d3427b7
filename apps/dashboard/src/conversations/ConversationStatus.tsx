import type { Conversation } from '@echoai/contract';
import { Bot, Headset } from 'lucide-react';
import { Status } from '@/components/Status';

/** Who answers the visitor now, and whether somebody is waited for. */
export function ConversationStatus({
  conversation: { answeredBy, waitsForPerson },
}: {
  conversation: Conversation;
}) {
  if (waitsForPerson) {
    return (
      <Status tone="warning" icon={Headset}>
        Waits for a person
      </Status>
    );
  }
  return answeredBy === 'person' ? (
    <Status tone="neutral" icon={Headset}>
      A person answers
    </Status>
  ) : (
    <Status tone="neutral" icon={Bot}>
      The bot answers
    </Status>
  );
}
