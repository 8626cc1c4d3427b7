'use client';

import { FileUp } from 'lucide-react';
import { useEffect, useState } from 'react';

/** Takes files dropped anywhere on the page, and says so while they hover. */
export function DropZone({ onDrop }: { onDrop: (files: File[]) => void }) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files');
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      // Only when the pointer leaves the window, not from one element to the next.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      onDrop([...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [onDrop]);
  if (!isOver) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-50 flex animate-appear items-center justify-center bg-overlay p-4">
      <p className="flex items-center gap-2 rounded-lg border-2 border-accent-ink border-dashed bg-surface px-6 py-5 font-medium">
        <FileUp aria-hidden className="size-5" />
        Drop files to add them to the knowledge
      </p>
    </div>
  );
}
