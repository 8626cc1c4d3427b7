import { maxFileBytes } from '@echoai/contract';
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
    (files: File[]) => {
      const added = files.map((file) => ({ id: ++lastId, file }));
      setUploads((current) => [...current, ...added]);
      for (const { id, file } of added) {
        line.current = line.current.then(async () => {
          try {
            await send({ chatbotId, file });
            dismiss(id);
          } catch (error) {
            setUploads((current) =>
              current.map((upload) =>
                upload.id === id ? { ...upload, error: explainRefusal(error) } : upload,
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

class RefusedFile extends Error {}

const explainRefusal = (error: unknown) =>
  error instanceof RefusedFile ? error.message : explain(error);

async function send({ chatbotId, file }: { chatbotId: string; file: File }): Promise<void> {
  checkFile(file);
  const form = new FormData();
  form.set('file', file);
  await client.sources.create({ params: { chatbotId }, form });
}

/** @throws for what the server would refuse after a long upload */
export function checkFile(file: File): void {
  if (file.size === 0) throw new RefusedFile('The file is empty.');
  if (file.size > maxFileBytes) {
    const megabytes = maxFileBytes / 1024 / 1024;
    throw new RefusedFile(
      `The file is larger than ${megabytes} MB. Divide it, or leave out images.`,
    );
  }
}
