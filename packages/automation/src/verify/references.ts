import type { Setting } from '../definition.ts';
import {
  type Reference,
  type ReferenceState,
  type ReferenceStates,
  referenceKey,
} from '../fields/referencesOf.ts';
import type { Flow } from '../flow/flow.ts';
import { type Check, quoted } from './check.ts';

type State<Is extends ReferenceState['is']> = Extract<ReferenceState, { is: Is }>;

/** References of a flow that are in one of the states, each with where it stands. */
function* inState<Is extends ReferenceState['is']>(
  flow: Flow,
  states: ReferenceStates,
  wanted: Is[],
) {
  for (const { id, label, references } of flow.nodes)
    for (const { field, title, reference } of references) {
      const key = referenceKey(reference);
      const state = Object.hasOwn(states, key) ? states[key]! : null;
      if (state && (wanted as string[]).includes(state.is))
        yield {
          at: { nodeId: id, ...(field ? { field } : {}) },
          /** What a sentence begins with. */
          place: title ? `In ${quoted(label)}, ${quoted(title)}` : quoted(label),
          reference,
          state: state as State<Is>,
        };
    }
}

export const missingReference: Check = {
  severity: 'error',
  *find({ flow, references }) {
    for (const { at, place, reference } of inState(flow, references, ['missing']))
      if (reference.to !== 'tag') yield { ...at, message: `${place} ${whatIsMissing(reference)}` };
    for (const { at, place, state } of inState(flow, references, ['of-other-provider']))
      yield {
        ...at,
        message: `${place} names ${quoted(state.name)}, which connects another service. Choose another one.`,
      };
  },
};

function whatIsMissing(reference: Exclude<Reference, { to: 'tag' }>): string {
  if (reference.to === 'option')
    return `names ${quoted(reference.id)}, which the connected account does not have. Choose an entry of the list.`;
  if (reference.to === 'setting') return notSetUp[reference.id];
  if (reference.to !== 'intent') return notThere[reference.to];
  const whose = reference.chatbotId === null ? 'no chatbot has' : 'the chatbot does not have';
  return `names the intent ${quoted(reference.id)}, which ${whose}. Choose another one, or add it under Intents.`;
}

const notThere = {
  connection:
    'names a connection that does not exist. Choose one, or connect an account under Integrations.',
  workflow: 'names an automation that does not exist. Choose another one.',
  chatbot: 'names a chatbot that does not exist. Choose another one.',
  credential:
    'names a credential that does not exist. Choose another one, or add it under Settings.',
};

const notSetUp: Record<Setting, string> = {
  mail: 'sends e-mail, and no mail server is set up. Whoever runs EchoAI sets SMTP_URL.',
  'chat-model':
    'needs a chat model, and none is set up. Whoever runs EchoAI sets OPENAI_API_KEY or OPENAI_BASE_URL.',
};

export const brokenConnection: Check = {
  severity: 'error',
  *find({ flow, references }) {
    for (const { at, place, state } of inState(flow, references, ['broken']))
      yield {
        ...at,
        message: `${place} names ${quoted(state.name)}, which does not work.${because(state.reason)} Connect it again under Integrations.`,
      };
  },
};

export const unsureReference: Check = {
  severity: 'warning',
  *find({ flow, references }) {
    for (const { at, place, reference, state } of inState(flow, references, ['troubled']))
      yield {
        ...at,
        message:
          reference.to === 'workflow'
            ? `${place} names ${quoted(state.name)}, which is switched off, so nothing can start it. Activate it too.`
            : `${place} names ${quoted(state.name)}, which has trouble right now.${because(state.reason)} What it does may come late.`,
      };
    for (const { at, place, state } of inState(flow, references, ['unknown']))
      yield {
        ...at,
        message: `${place} could not be checked.${because(state.reason)} Check it again later.`,
      };
    for (const { at, place, reference } of inState(flow, references, ['missing']))
      if (reference.to === 'tag')
        yield {
          ...at,
          message: `${place} names ${quoted(reference.id)}, a tag that no conversation has so far. Check how it is written.`,
        };
  },
};

function because(reason: string | null): string {
  const sentence = reason?.trim();
  if (!sentence) return '';
  return ` ${/[.!?]$/.test(sentence) ? sentence : `${sentence}.`}`;
}
