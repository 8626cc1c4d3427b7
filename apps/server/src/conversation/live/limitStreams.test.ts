import { describe, expect, it } from 'vitest';
import { limitStreams, type StreamOwner } from './limitStreams.ts';

/** How many of `count` streams are taken. */
function taking(
  take: ReturnType<typeof limitStreams>,
  count: number,
  ownerOf: (stream: number) => Partial<StreamOwner>,
): number {
  let taken = 0;
  for (let stream = 0; stream < count; stream++) {
    const owner = { token: `${Math.random()}`, address: '127.0.0.1', organisationId: 'org_1' };
    try {
      take({ ...owner, ...ownerOf(stream) });
      taken++;
    } catch (error) {
      expect(error).toMatchObject({ code: 'rate-limited', retryAfter: 30 });
    }
  }
  return taken;
}

describe('streams', () => {
  it('are five for a visitor, 50 for an address, and 800 for a /48', () => {
    const take = limitStreams();
    expect(taking(take, 20, () => ({ token: 'vt_1' }))).toBe(5);
    expect(taking(take, 2_000, () => ({ address: '2001:db8:1:2::/64' }))).toBe(50);
    expect(taking(take, 100, () => ({ address: '203.0.113.9' }))).toBe(50);
    const block = (stream: number) => ({ address: `2001:db8:1:${stream.toString(16)}::/64` });
    expect(taking(take, 2_000, block)).toBe(750);
  });

  it('are never all taken by an organisation, nor by several', () => {
    const take = limitStreams();
    const taken = ['a', 'b', 'c', 'd'].map((organisationId) =>
      taking(take, 5_000, () => ({ organisationId })),
    );
    expect(taken).toEqual([2_000, 1_000, 500, 250]);
    expect(taking(take, 10, () => ({ organisationId: 'e' }))).toBe(10);
  });

  it('are free again when they end, however often that is said', () => {
    const take = limitStreams();
    const owner = { token: 'vt_1', address: '203.0.113.9', organisationId: 'org_1' };
    const ends = Array.from({ length: 5 }, () => take(owner));
    expect(() => take(owner)).toThrow('Too many streams are open.');
    ends[0]!();
    ends[0]!();
    take(owner);
    expect(() => take(owner)).toThrow();
  });
});
