import { maxFileBytes } from '@echoai/contract';
import { fileStartLength, mediaTypeOf, unreadableFile } from '@echoai/contract/text';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { client, explain } from '@/lib/client';
import { keys } from '@/lib/keys';

export const acceptedFiles = '.txt,.md,.markdown,.html,.htm,.pdf';

export interface Upload {
  id: number;
  file: File;
  /** Why it was refused; undefined while it is on its way. */
  error?: string;
}

let lastId = 0;

/** Files on their way to a chatbot's knowledge, one after the other; refused ones stay and say why. */
export function useUploads(chatbotId: string) {
  const queries = useQueryClient();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const line = useRef(Promise.resolve());

  const dismiss = useCallback(
    (id: number) => setUploads((current) => current.filter((upload) => upload.id !== id)),
    [],
  );

  const upload = useCallback(
    async (files: File[]) => {
      // Before anything is sent, so that a file that cannot be taken is never on its way.
      const added = await Promise.all(
        files.map(async (file) => ({
          id: ++lastId,
          file,
          error: await refusalOf(file),
        })),
      );
      setUploads((current) => [...current, ...added]);
      for (const { id, file, error: refusal } of added) {
        if (refusal !== undefined) continue;
        line.current = line.current.then(async () => {
          try {
            await send({ chatbotId, file });
            dismiss(id);
          } catch (error) {
            setUploads((current) =>
              current.map((upload) =>
                upload.id === id ? { ...upload, error: explain(error) } : upload,
              ),
            );
          }
          void queries.invalidateQueries({ queryKey: keys.sources(chatbotId) });
        });
      }
    },
    [chatbotId, queries, dismiss],
  );
  return { uploads, upload, dismiss };
}

async function send({ chatbotId, file }: { chatbotId: string; file: File }): Promise<void> {
  const form = new FormData();
  form.set('file', file);
  await client.sources.create({ params: { chatbotId }, form });
}

/** Why the server would refuse a file after a long upload; undefined for one that it takes. */
export async function refusalOf(file: File): Promise<string | undefined> {
  if (file.size === 0) return 'The file is empty.';
  if (file.size > maxFileBytes) {
    const megabytes = maxFileBytes / 1024 / 1024;
    return `The file is larger than ${megabytes} MB. Divide it, or leave out images.`;
  }
  const bytes = new Uint8Array(await file.slice(0, fileStartLength).arrayBuffer());
  return mediaTypeOf({ fileName: file.name, bytes }) === null ? unreadableFile : undefined;
}
