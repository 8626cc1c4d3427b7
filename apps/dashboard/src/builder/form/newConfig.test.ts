import { nodeDefinitions } from '@echoai/automation/nodes/index';
import { expect, it } from 'vitest';
import { madeUpIn } from '../../testing/madeUp';
import { newConfig } from './newConfig';
import { ownTimeZone } from './values';

const slack = nodeDefinitions.slack_post_message!;

it('a new node chooses the only connection of its provider, and leaves the rest to its owner', () => {
  const own = { id: 'con_1', provider: 'slack' };
  const other = { id: 'con_2', provider: 'hubspot' };
  expect(newConfig(slack, [own, other])).toEqual({ connectionId: 'con_1', to: '', text: '' });
  const two = [own, { id: 'con_3', provider: 'slack' }];
  expect(newConfig(slack, two)).toMatchObject({ connectionId: '' });
  expect(newConfig(slack, [])).toMatchObject({ connectionId: '' });
});

// What a manual run or a webhook is given is a sample by its nature.
const kinds = Object.values(nodeDefinitions).map(({ kind }) => kind);
it.each(kinds)('a new node of the kind %s names nothing made up', (kind) => {
  const { sample: _sample, ...made } = newConfig(nodeDefinitions[kind]!, []);
  expect(madeUpIn(made)).toEqual([]);
});

it.each(kinds)('a new node of the kind %s works in the time zone of whoever makes it', (kind) => {
  const zones = JSON.stringify(newConfig(nodeDefinitions[kind]!, [])).match(/[A-Z]\w+\/[A-Z]\w+/g);
  expect(zones ?? []).toEqual(zones ? [ownTimeZone()] : []);
});

it('one that names nothing outside begins as something that works', () => {
  const { sentiment } = nodeDefinitions;
  const example = sentiment!.example as object;
  expect(newConfig(sentiment!, [])).toEqual({ ...example, timeZone: ownTimeZone() });
});
