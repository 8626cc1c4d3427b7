import { render } from 'preact';
import { createVisitorApi } from './api.ts';
import { type Conversation, createConversation } from './conversation.ts';
import { connectHost } from './host.ts';
import { Panel } from './Panel.tsx';
import { pageContext } from './pageContext.ts';
import { createSessionStore } from './session.ts';
import { createVisitor } from './visitor.ts';

const key = new URLSearchParams(location.search).get('key') ?? '';
const name = `echoai:${key}`;
const host = connectHost();
const api = createVisitorApi({ key });
const visitor = createVisitor({
  api,
  slots: {
    browser: createSessionStore({ name, storage: () => localStorage }),
    known: createSessionStore({ name: `${name}:known`, storage: () => localStorage }),
    tab: createSessionStore({ name, storage: () => sessionStorage }),
  },
  settled: () => conversation.settled(),
});
const conversation: Conversation = createConversation({
  api,
  store: visitor.session,
  context: () => pageContext(host.read()),
  onMessage: (message) => host.tell({ type: 'message', ...message }),
});
visitor.onSwitch(conversation.reload);
host.subscribe(() => {
  const { reset, identity } = host.read()!;
  if (reset) visitor.reset();
  visitor.identify(identity);
});
render(
  <Panel api={api} visitor={visitor} conversation={conversation} host={host} />,
  document.body,
);
