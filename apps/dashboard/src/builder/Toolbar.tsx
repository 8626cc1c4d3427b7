import {
  Check,
  CircleAlert,
  CloudOff,
  Download,
  Keyboard,
  LayoutDashboard,
  LoaderCircle,
  Plus,
  Redo2,
  Undo2,
} from 'lucide-react';
import { Button } from '@/components/Button';
import { Status } from '@/components/Status';
import type { Command } from './keys';
import type { DraftState } from './useDraft';

/** What can be done with the graph as a whole, and whether it is saved. */
export function Toolbar({
  canUndo,
  canRedo,
  state,
  onCommand,
  onExport,
}: {
  canUndo: boolean;
  canRedo: boolean;
  state: DraftState;
  onCommand: (command: Command) => void;
  onExport: () => void;
}) {
  return (
    <div
      role="toolbar"
      aria-label="Builder"
      className="flex h-11 items-center gap-1 border-b px-4 sm:px-6"
    >
      <Button size="small" onClick={() => onCommand('add')}>
        <Plus aria-hidden />
        Add
      </Button>
      <Button size="small" look="quiet" disabled={!canUndo} onClick={() => onCommand('undo')}>
        <Undo2 aria-hidden />
        Undo
      </Button>
      <Button size="small" look="quiet" disabled={!canRedo} onClick={() => onCommand('redo')}>
        <Redo2 aria-hidden />
        Redo
      </Button>
      <Button size="small" look="quiet" onClick={() => onCommand('arrange')}>
        <LayoutDashboard aria-hidden />
        Lay out
      </Button>
      <Button size="small" look="quiet" onClick={() => onCommand('keys')}>
        <Keyboard aria-hidden />
        Keys
      </Button>
      <Button size="small" look="quiet" onClick={onExport}>
        <Download aria-hidden />
        Export
      </Button>
      <span role="status" className="ml-auto text-[13px]">
        <Saved state={state} />
      </span>
    </div>
  );
}

const looks = {
  saved: { tone: 'neutral', icon: Check, text: 'Saved' },
  saving: { tone: 'neutral', icon: LoaderCircle, text: 'Saving …' },
  offline: { tone: 'warning', icon: CloudOff, text: 'Not saved: no connection' },
  conflict: { tone: 'warning', icon: CircleAlert, text: 'Not saved: changed elsewhere' },
  refused: { tone: 'danger', icon: CircleAlert, text: 'Not saved' },
} as const;

function Saved({ state }: { state: DraftState }) {
  const { tone, icon, text } = looks[state.is];
  return (
    <Status tone={tone} icon={icon} isSpinning={state.is === 'saving'}>
      {text}
    </Status>
  );
}
