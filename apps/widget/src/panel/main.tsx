import { render } from 'preact';
import { createVisitorApi } from './api.ts';
import { createConversation } from './conversation.ts';
import { connectHost } from './host.ts';
import { Panel } from './Panel.tsx';
import { pageContext } from './pageContext.ts';
import { createSessionStore } from './session.ts';

const key = new URLSearchParams(location.search).get('key') ?? '';
const host = connectHost();
const api = createVisitorApi({ key });
const conversation = createConversation({
  api,
  store: createSessionStore(key),
  context: () => pageContext(host.read()),
  onMessage: (message) => host.tell({ type: 'message', ...message }),
});
host.subscribe(() => {
  if (host.read()?.reset) conversation.reset();
});
render(<Panel api={api} conversation={conversation} host={host} />, document.body);
