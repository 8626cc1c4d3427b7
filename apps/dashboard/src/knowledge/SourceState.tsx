import type { Source } from '@echoai/contract';
import { CircleCheck, CircleDashed, CircleX, LoaderCircle, TriangleAlert } from 'lucide-react';
import { Status } from '@/components/Status';

/** Where the ingestion of a source stands. */
export function SourceState({ source: { state, progress, unread } }: { source: Source }) {
  switch (state) {
    case 'queued':
      return (
        <Status tone="neutral" icon={CircleDashed}>
          Queued
        </Status>
      );
    case 'chunking':
      return (
        <Status tone="neutral" icon={LoaderCircle} isSpinning>
          Reading
        </Status>
      );
    case 'embedding':
      return (
        <Status tone="neutral" icon={LoaderCircle} isSpinning>
          <span className="tabular-nums">
            Learning {progress.done} of {progress.total}
          </span>
        </Status>
      );
    case 'ready':
      if (unread) {
        return (
          <Status tone="warning" icon={TriangleAlert}>
            {/* In two lines on a phone, where the column is narrow. */}
            <span className="whitespace-normal">Ready, {unread.percent} % not read</span>
          </Status>
        );
      }
      return (
        <Status tone="success" icon={CircleCheck}>
          Ready
        </Status>
      );
    case 'failed':
      return (
        <Status tone="danger" icon={CircleX}>
          Failed
        </Status>
      );
  }
}
