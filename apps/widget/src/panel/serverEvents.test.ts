import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readServerEvents, type ServerEvent } from './serverEvents.ts';

/** The bytes of a text in pieces of the given sizes, in turn. */
function streamOf(text: string, sizes: number[]): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const end = at + sizes[turn % sizes.length]!;
        controller.enqueue(bytes.slice(at, end));
        at = end;
      }
      controller.close();
    },
  });
}

async function read(text: string, sizes = [1000]): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of readServerEvents(streamOf(text, sizes))) events.push(event);
  return events;
}

test('Events arrive whole however the network cuts them, in the middle of a character too', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('\n', '\r\n'),
      async (texts, sizes, end) => {
        const events = texts.map((text) => ({ event: 'delta', data: JSON.stringify({ text }) }));
        const stream = events
          .map(({ event, data }) => `event: ${event}${end}data: ${data}${end}${end}`)
          .join('');
        expect(await read(stream, sizes)).toEqual(events);
      },
    ),
  );
});

test('Comments and unknown fields are passed over, lines of data are joined', async () => {
  expect(await read(': hello\n\nretry: 9\nid: 7\ndata: one\ndata:two\n\n')).toEqual([
    { event: 'message', data: 'one\ntwo', id: '7' },
  ]);
});

test('An event that the stream ends within is dropped', async () => {
  expect(await read('data: whole\n\nevent: done\ndata: {"ha')).toEqual([
    { event: 'message', data: 'whole' },
  ]);
});
