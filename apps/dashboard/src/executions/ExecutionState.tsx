import type { ExecutionStatus } from '@echoai/contract';
import {
  Ban,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react';
import type { ComponentProps } from 'react';
import { Status } from '@/components/Status';

/** How a state looks and is called. */
export interface State {
  word: string;
  tone: ComponentProps<typeof Status>['tone'];
  icon: LucideIcon;
  isSpinning?: boolean;
}

export const executionStates: Record<ExecutionStatus, State> = {
  pending: { word: 'Starting', tone: 'neutral', icon: CircleDashed },
  running: { word: 'Running', tone: 'neutral', icon: LoaderCircle, isSpinning: true },
  waiting: { word: 'Waiting', tone: 'neutral', icon: Hourglass },
  held: { word: 'Held', tone: 'warning', icon: CirclePause },
  completed: { word: 'Completed', tone: 'success', icon: CircleCheck },
  failed: { word: 'Failed', tone: 'danger', icon: CircleX },
  cancelled: { word: 'Cancelled', tone: 'neutral', icon: Ban },
};

export function ExecutionState({ status }: { status: ExecutionStatus }) {
  const { word, ...look } = executionStates[status];
  return <Status {...look}>{word}</Status>;
}
