import type { Conversation } from '@echoai/contract';
import { Bot, Headset } from 'lucide-react';
import type { ReactNode } from 'react';
import { Status } from '@/components/Status';

/** Who answers the visitor now, and whether somebody is waited for. */
export function ConversationStatus({
  conversation: { answeredBy, waitsForPerson, handOverReason },
}: {
  conversation: Conversation;
}) {
  const reason = handOverReason ? `: ${handOverReason}` : '';
  if (waitsForPerson) {
    return (
      <Status tone="warning" icon={Headset}>
        <Wrapping>Waits for a person{reason}</Wrapping>
      </Status>
    );
  }
  return answeredBy === 'person' ? (
    <Status tone="neutral" icon={Headset}>
      <Wrapping>A person answers{reason}</Wrapping>
    </Status>
  ) : (
    <Status tone="neutral" icon={Bot}>
      The bot answers
    </Status>
  );
}

/** A reason may be long, and takes another line where there is no room. */
function Wrapping({ children }: { children: ReactNode }) {
  return <span className="min-w-0 whitespace-normal wrap-anywhere">{children}</span>;
}
