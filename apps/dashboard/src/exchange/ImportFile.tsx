import { cutText } from '@echoai/contract/text';
import { Upload } from 'lucide-react';
import { useRef } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/Button';

/** Larger files are no automations, and would make the page wait. */
const maxBytes = 5_000_000;

/** A button that reads a file, and what it is called without its ending. */
export function ImportFile({ onRead }: { onRead: (text: string, name: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > maxBytes) toast.error(`${file.name} is too large to be an automation.`);
    else onRead(await file.text(), cutText(file.name.replace(/\.json$/i, ''), 120));
  };
  return (
    <>
      <Button size="small" onClick={() => input.current?.click()}>
        <Upload aria-hidden />
        Choose a file
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label="File with an automation"
        tabIndex={-1}
        className="sr-only"
        onChange={({ target }) => {
          void read(target.files?.[0]);
          // The same file may be chosen again, once it is mended.
          target.value = '';
        }}
      />
    </>
  );
}
