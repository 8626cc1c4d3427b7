import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from '@/components/Button';
import type { TraceStep } from './traceSteps';

/** Goes through steps, one by one or by a slider. */
export function Player({
  steps,
  place,
  onGo,
}: {
  steps: TraceStep[];
  place: number;
  onGo: (place: number) => void;
}) {
  const last = steps.length - 1;
  if (last < 0) return null;
  const label = steps[place]!.label;
  const moves = [
    { title: 'First step', icon: ChevronFirst, to: 0, isWide: true },
    { title: 'Step back', icon: ChevronLeft, to: place - 1 },
    { title: 'Step forward', icon: ChevronRight, to: place + 1 },
    { title: 'Last step', icon: ChevronLast, to: last, isWide: true },
  ];
  return (
    <div role="toolbar" aria-label="Steps" className="flex items-center gap-1 border-t px-2 py-1.5">
      {moves.map(({ title, icon: Icon, to, isWide }) => (
        <Button
          key={title}
          size="icon"
          look="quiet"
          aria-label={title}
          disabled={to === place || to < 0 || to > last}
          onClick={() => onGo(to)}
          className={isWide ? 'max-sm:hidden' : undefined}
        >
          <Icon aria-hidden />
        </Button>
      ))}
      <input
        type="range"
        aria-label="Step"
        aria-valuetext={`${place + 1} of ${last + 1}: ${label}`}
        min={0}
        max={last}
        value={place}
        onChange={(event) => onGo(Number(event.target.value))}
        className="mx-1 h-8 min-w-0 flex-1 accent-accent"
      />
      <p className="shrink-0 pr-2 text-[13px] text-muted tabular-nums">
        {place + 1} of {last + 1}
      </p>
    </div>
  );
}
