import { nodeDefinitions } from '@echoai/automation/nodes/index';
import { expect, it } from 'vitest';
import { newConfig } from './newConfig';

const slack = nodeDefinitions.slack_post_message!;

it('a new node chooses the only connection of its provider, and leaves the rest to its owner', () => {
  const own = { id: 'con_1', provider: 'slack' };
  const other = { id: 'con_2', provider: 'hubspot' };
  expect(newConfig(slack, [own, other])).toEqual({ connectionId: 'con_1', to: '', text: '' });
  const two = [own, { id: 'con_3', provider: 'slack' }];
  expect(newConfig(slack, two)).toMatchObject({ connectionId: '' });
  expect(newConfig(slack, [])).toMatchObject({ connectionId: '' });
});

it('no new node names a connection, channel, workflow, intent or address of an example', () => {
  // What a manual run is given is a sample by its nature.
  const { manual: _sample, ...others } = nodeDefinitions;
  const made = Object.values(others).map((definition) => newConfig(definition, []));
  const text = JSON.stringify(made);
  expect(text).not.toMatch(/con_example|C0123|wf_|example\.com|cancel_order|appointmentscheduled/);
});

it('one that names nothing outside begins as something that works', () => {
  const { sentiment } = nodeDefinitions;
  expect(newConfig(sentiment!, [])).toEqual(sentiment!.example);
});
