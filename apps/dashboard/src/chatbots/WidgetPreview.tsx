import { ArrowUp, MessageCircle, X } from 'lucide-react';
import { inkOn } from './inkOn';

/** A picture of the chat with the name, welcome and colour as they are now. */
export function WidgetPreview({
  name,
  welcomeMessage,
  color,
}: {
  name: string;
  welcomeMessage: string;
  color: string;
}) {
  const accent = /^#[0-9a-f]{6}$/i.test(color) ? color : '#71717a';
  const ink = inkOn(accent);
  return (
    <div role="img" aria-label={`Preview of the chat: ${name}`} className="flex flex-col gap-3">
      <div className="overflow-hidden rounded-xl border border-line-strong bg-surface">
        <div className="flex items-center justify-between gap-3 border-b px-4 py-3">
          <div className="min-w-0">
            <p className="truncate font-semibold">{name || 'Your chatbot'}</p>
            <p className="text-muted text-xs">Automatic answers</p>
          </div>
          <X aria-hidden className="size-4 shrink-0 text-muted" />
        </div>
        <div className="flex min-h-60 flex-col gap-4 p-4">
          {welcomeMessage && <p>{welcomeMessage}</p>}
          <p
            className="max-w-[85%] self-end rounded-lg px-3 py-2"
            style={{ background: accent, color: ink }}
          >
            How long do I have to return something?
          </p>
        </div>
        <div className="border-t p-3">
          <div className="flex items-center justify-between rounded-lg border border-line-strong py-1 pr-1 pl-3 text-muted">
            Ask a question
            <span className="rounded-md bg-hover p-1.5">
              <ArrowUp aria-hidden className="size-4" />
            </span>
          </div>
        </div>
      </div>
      <div
        className="flex size-12 items-center justify-center self-end rounded-full"
        style={{ background: accent, color: ink }}
      >
        <MessageCircle aria-hidden className="size-5" />
      </div>
    </div>
  );
}
