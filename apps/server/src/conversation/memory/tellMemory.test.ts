import fc from 'fast-check';
import { expect, it } from 'vitest';
import { noFacts } from './facts.ts';
import { emptyHistory, extendHistory } from './history.ts';
import { contextTokens, countTokens, windowTokens } from './limits.ts';
import { recall } from './recall.ts';
import { renderSummary } from './renderSummary.ts';
import { emptyState } from './sessionState.ts';
import { tellMemory } from './tellMemory.ts';

const hostile = fc.string({
  unit: fc.constantFrom('"', '\\', 'boots ', '\n', '{', 'é', '漢', '. ', '😀'),
  maxLength: 1_500,
});

it('what is told of memory fits beside a full window, whatever the visitor wrote', () => {
  fc.assert(
    fc.property(fc.array(hostile, { maxLength: 60 }), (texts) => {
      const told = texts.map((text, index) => ({
        id: `msg_${String(index).padStart(4, '0')}`,
        sessionId: 'ses_1',
        text: `boots ${text}`,
        saidAt: 0,
        answer: '"'.repeat(200),
        vector: new Uint8Array(512),
      }));
      const recalled = recall({
        query: 'boots',
        vector: null,
        facts: noFacts,
        history: extendHistory(emptyHistory(), told),
        window: new Set(),
        depth: 'deep',
        now: 0,
      });
      const state = {
        ...emptyState('ses_1'),
        written: { text: texts.join(' ').slice(0, 4_000), throughMessageId: 'msg_' },
      };
      const json = tellMemory({
        summary: renderSummary({ state, facts: [] }),
        recalled,
        daysSince: 31,
      });
      const tokens = countTokens(json ?? '') + 60; // with the sentence that introduces it
      expect(tokens + windowTokens).toBeLessThanOrEqual(contextTokens);
    }),
    { numRuns: 60 },
  );
});
