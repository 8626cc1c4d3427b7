import { executionsInWords } from '@/executions/words';
import { useOpenExecutions } from './openExecutions';
import { WaitingChoice } from './WaitingChoice';

export type Move = 'stay' | 'move';

const choices = {
  stay: {
    title: 'They stay on their version',
    description: 'They go on as they began.',
  },
  move: {
    title: 'Move those that can be moved',
    description:
      'One can if the node at which it waits is there with the same ways out, and all that is read later.',
  },
};

/** Asks what becomes of executions that wait on other versions; nothing when there are none. */
export function MoveChoice({
  workflowId,
  version,
  value,
  onChange,
}: {
  workflowId: string;
  /** The version that is to run. */
  version: number;
  value: Move;
  onChange: (value: Move) => void;
}) {
  const { data: open } = useOpenExecutions(workflowId);
  const others = open?.filter((each) => each.version !== version) ?? [];
  const waiting = others.reduce((sum, each) => sum + each.waiting, 0);
  if (waiting === 0) return null;
  return (
    <WaitingChoice
      legend={`${executionsInWords(waiting)} ${waiting === 1 ? 'waits' : 'wait'} on another version`}
      choices={choices}
      value={value}
      onChange={onChange}
    />
  );
}
