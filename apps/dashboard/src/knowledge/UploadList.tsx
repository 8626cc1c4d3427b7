import { CircleX, LoaderCircle, X } from 'lucide-react';
import { Button } from '@/components/Button';
import type { Upload } from './useUploads';

/** Uploads under way, and those that were refused with the reason. */
export function UploadList({
  uploads,
  onDismiss,
}: {
  uploads: Upload[];
  onDismiss: (id: number) => void;
}) {
  return (
    <ul aria-label="Uploads" aria-live="polite" className="divide-y empty:hidden">
      {uploads.map(({ id, file, error }) => (
        <li key={id} className="flex items-start gap-2 bg-sunken px-3 py-2">
          {error ? (
            <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-ink" />
          ) : (
            <LoaderCircle
              aria-hidden
              className="mt-0.5 size-4 shrink-0 text-muted motion-safe:animate-spin"
            />
          )}
          <p className="min-w-0 flex-1">
            <span className="break-all font-medium">{file.name}</span>{' '}
            <span className={error ? 'text-danger-ink' : 'text-muted'}>
              {error ?? 'Uploading …'}
            </span>
          </p>
          {error && (
            <Button size="small" look="quiet" className="-my-1" onClick={() => onDismiss(id)}>
              <X aria-hidden />
              Dismiss<span className="sr-only"> {file.name}</span>
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
