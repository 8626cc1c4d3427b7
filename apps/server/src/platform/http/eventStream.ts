/** One server-sent event; `data` is sent as JSON. */
export interface ServerSentEvent {
  event: string;
  data: unknown;
  /** What a browser sends as `Last-Event-ID` when it comes back. */
  id?: string;
}

/** Told to nobody; it shows that the stream is alive. */
export interface Comment {
  comment: string;
}

/** Bytes that may wait for a reader. Who reads no longer, and keeps the connection, is let go. */
const mostWaiting = 1024 * 1024;

/**
 * A body of server-sent events. What is sent within one turn of the event loop leaves as one chunk:
 * a model's words come in bunches, and each chunk costs as much as many words.
 * @param produce sends events until it returns; it must not throw
 * @param onCancel called when the reader went away
 */
export function eventStream(
  produce: (send: (sent: ServerSentEvent | Comment) => void) => Promise<void>,
  onCancel: () => void = () => {},
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let waiting = '';
  let isOpen = true;
  const source = {
    start(controller: ReadableStreamDefaultController<Uint8Array>) {
      const flush = () => {
        if (isOpen && waiting !== '') controller.enqueue(encoder.encode(waiting));
        waiting = '';
        if (!isOpen || controller.desiredSize! > 0) return;
        isOpen = false;
        controller.error(new Error('The reader of a stream does not read.'));
        onCancel();
      };
      const send = (sent: ServerSentEvent | Comment) => {
        if (waiting === '') setImmediate(flush);
        waiting += format(sent);
      };
      void produce(send).finally(() => {
        flush();
        if (isOpen) controller.close();
        isOpen = false;
      });
    },
    cancel() {
      isOpen = false;
      onCancel();
    },
  };
  return new ReadableStream<Uint8Array>(
    source,
    new ByteLengthQueuingStrategy({ highWaterMark: mostWaiting }),
  );
}

function format(sent: ServerSentEvent | Comment): string {
  if ('comment' in sent) return `: ${sent.comment}\n\n`;
  const { event, data, id } = sent;
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n${id ? `id: ${id}\n` : ''}\n`;
}
