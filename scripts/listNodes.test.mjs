import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  actionIndex,
  listActions,
  listNodes,
  listProviders,
  nodeIndex,
  providerIndex,
} from './listNodes.mjs';
import { describeNodes, nodesPage } from './nodeDocs.mjs';

describe('npm run list:nodes', () => {
  it('has been run since a kind of node was added or removed', () => {
    expect(readFileSync(nodeIndex, 'utf8')).toBe(listNodes());
  });

  it('has been run since the server got or lost an action', () => {
    expect(readFileSync(actionIndex, 'utf8')).toBe(listActions());
  });

  it('has been run since a provider was added or removed', () => {
    expect(readFileSync(providerIndex, 'utf8')).toBe(listProviders());
  });

  it('has been run since a definition changed: the docs tell of it', () => {
    expect(readFileSync(nodesPage, 'utf8')).toBe(describeNodes());
  });
});
