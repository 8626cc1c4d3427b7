import type { ExecutionStep } from '@echoai/contract';
import {
  CircleCheck,
  CircleQuestionMark,
  CircleSlash,
  CircleX,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react';
import type { ComponentProps } from 'react';
import { Status } from '@/components/Status';

const states: Record<
  ExecutionStep['state'],
  {
    word: string;
    tone: ComponentProps<typeof Status>['tone'];
    icon: LucideIcon;
    isSpinning?: boolean;
  }
> = {
  intended: { word: 'Under way', tone: 'neutral', icon: LoaderCircle, isSpinning: true },
  waiting: { word: 'Waiting', tone: 'neutral', icon: Hourglass },
  done: { word: 'Done', tone: 'success', icon: CircleCheck },
  failed: { word: 'Failed', tone: 'danger', icon: CircleX },
  uncertain: { word: 'Uncertain', tone: 'warning', icon: CircleQuestionMark },
  skipped: { word: 'Skipped', tone: 'neutral', icon: CircleSlash },
};

/** What became of a node that was visited. */
export function StepState({ state }: Pick<ExecutionStep, 'state'>) {
  const { word, ...look } = states[state];
  return <Status {...look}>{word}</Status>;
}
