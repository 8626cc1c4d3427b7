import { describe, expect, it } from 'vitest';
import { isInCanary } from './isInCanary.ts';

const visitors = Array.from({ length: 2_000 }, (_, index) => `vis_${index}`);
const chosen = (share: number, version = 2) =>
  visitors.filter((visitorId) => isInCanary({ workflowId: 'wf_1', version, share, visitorId }));

describe('the visitors of a canary', () => {
  it('are about as many as its share, and the same each time', () => {
    expect(chosen(10).length).toBeGreaterThan(150);
    expect(chosen(10).length).toBeLessThan(250);
    expect(chosen(10)).toEqual(chosen(10));
    expect(chosen(100)).toEqual(visitors);
  });

  it('stay in when the share is raised', () => {
    const raised = new Set(chosen(40));
    expect(chosen(10).every((visitor) => raised.has(visitor))).toBe(true);
  });

  it('are others for another version', () => {
    const ofNext = new Set(chosen(10, 3));
    const both = chosen(10).filter((visitor) => ofNext.has(visitor));
    expect(both.length).toBeLessThan(80);
  });
});
