import type { ExecutionStep } from '@echoai/contract';
import {
  CircleCheck,
  CircleQuestionMark,
  CircleSlash,
  CircleX,
  Hourglass,
  LoaderCircle,
} from 'lucide-react';
import { Status } from '@/components/Status';
import type { State } from './ExecutionState';

export const stepStates: Record<ExecutionStep['state'], State> = {
  intended: { word: 'Under way', tone: 'neutral', icon: LoaderCircle, isSpinning: true },
  waiting: { word: 'Waiting', tone: 'neutral', icon: Hourglass },
  done: { word: 'Done', tone: 'success', icon: CircleCheck },
  failed: { word: 'Failed', tone: 'danger', icon: CircleX },
  uncertain: { word: 'Uncertain', tone: 'warning', icon: CircleQuestionMark },
  skipped: { word: 'Skipped', tone: 'neutral', icon: CircleSlash },
};

/** What became of a node that was visited. */
export function StepState({ state }: Pick<ExecutionStep, 'state'>) {
  const { word, ...look } = stepStates[state];
  return <Status {...look}>{word}</Status>;
}
