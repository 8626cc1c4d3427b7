import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { limits } from '../../testing/patience.ts';
import { eventStream } from './eventStream.ts';

const event = (data: unknown) => ({ event: 'message', data });

async function readAll(stream: ReadableStream<Uint8Array>): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of stream) pieces.push(new TextDecoder().decode(piece));
  return pieces;
}

describe('a stream of events', () => {
  it('whose reader keeps up tells everything, and what comes together leaves together', async () => {
    const stream = eventStream(async (send) => {
      send(event(1));
      send(event(2));
      await turn();
      await turn();
      send({ comment: 'still here' });
    });
    const pieces = await readAll(stream);
    expect(pieces).toHaveLength(2);
    expect(pieces.join('')).toContain(': still here');
  });

  it('whose reader has stopped to read ends, and holds at most a megabyte or so', async () => {
    const onCancel = vi.fn();
    let sent = 0;
    const stream = eventStream(async (send) => {
      while (onCancel.mock.calls.length === 0 && sent < 10_000) {
        send(event('x'.repeat(10_000)));
        sent++;
        await turn();
        await turn();
      }
    }, onCancel);
    await vi.waitFor(() => expect(onCancel).toHaveBeenCalledOnce(), { timeout: limits.wait });
    expect(sent * 10_000).toBeLessThan(1.2 * 1024 * 1024);
    await expect(readAll(stream)).rejects.toThrow('does not read');
  });
});
