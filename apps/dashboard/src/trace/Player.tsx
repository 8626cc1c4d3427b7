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
  return (
    <div role="toolbar" aria-label="Steps" className="flex items-center gap-1 border-t px-2 py-1.5">
      <Button
        size="icon"
        look="quiet"
        aria-label="First step"
        disabled={place === 0}
        onClick={() => onGo(0)}
        className="max-sm:hidden"
      >
        <ChevronFirst aria-hidden />
      </Button>
      <Button
        size="icon"
        look="quiet"
        aria-label="Step back"
        disabled={place === 0}
        onClick={() => onGo(place - 1)}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <Button
        size="icon"
        look="quiet"
        aria-label="Step forward"
        disabled={place === last}
        onClick={() => onGo(place + 1)}
      >
        <ChevronRight aria-hidden />
      </Button>
      <Button
        size="icon"
        look="quiet"
        aria-label="Last step"
        disabled={place === last}
        onClick={() => onGo(last)}
        className="max-sm:hidden"
      >
        <ChevronLast aria-hidden />
      </Button>
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
