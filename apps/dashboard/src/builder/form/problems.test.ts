import { compile, nodeDefinitions } from '@echoai/automation';
import { expect, it } from 'vitest';
import { problemsAt } from './problems';

const config = {
  kind: 'http_request',
  url: 'https://example.com/{{ nothing.there }}',
  headers: [{ name: 'a b', value: '' }],
};
const graph = (given: object) => ({
  nodes: [
    {
      id: 'begin',
      type: 'trigger',
      data: { label: 'Begin', config: { kind: 'manual' } },
      position: { x: 0, y: 0 },
    },
    {
      id: 'ask',
      type: 'action',
      data: { label: 'Ask', config: { ...config, ...given } },
      position: { x: 0, y: 0 },
    },
  ],
  edges: [{ id: 'e', source: 'begin', target: 'ask' }],
});
const diagnosticsOf = (given: object) =>
  compile({ graph: graph(given), definitions: nodeDefinitions }).diagnostics;

it('what the verifier objects to in a configuration is said at its field, without the names', () => {
  const diagnostics = diagnosticsOf({});
  expect(problemsAt({ diagnostics, path: 'headers.0.name', isWhole: true })).toEqual([
    'This must be the name of a header.',
  ]);
  expect(problemsAt({ diagnostics, path: 'headers', isWhole: false })).toEqual([]);
  expect(problemsAt({ diagnostics, path: 'headers', isWhole: true })).toHaveLength(1);
});

it('a message names a field as its form does, never by the key of the configuration', () => {
  const [problem] = diagnosticsOf({});
  expect(problem!.message).toBe('In “Ask”, “Headers 1 › Name” must be the name of a header.');
});

it('a missing field says so', () => {
  const diagnostics = diagnosticsOf({ url: undefined });
  expect(problemsAt({ diagnostics, path: 'url', isWhole: true })).toEqual(['Is missing.']);
});

it('what a field names and is not there is said so too', () => {
  const message =
    'In “Post”, “Channel or person” names “C01”, which the connected account does not have.';
  const diagnostics = [
    {
      code: 'missing-reference',
      severity: 'error' as const,
      nodeId: 'n',
      field: 'to',
      message,
      path: [],
    },
  ];
  expect(problemsAt({ diagnostics, path: 'to', isWhole: true })).toEqual([
    'This names “C01”, which the connected account does not have.',
  ]);
});

it('other objections keep their sentence', () => {
  const diagnostics = diagnosticsOf({ headers: [] });
  expect(problemsAt({ diagnostics, path: 'url', isWhole: true })).toEqual([
    '“Ask” uses nothing.there, but variables begin with event, visitor, conversation, workflow, execution, steps or now.',
  ]);
});
