import type { QueryKey } from '@tanstack/react-query';

/** The keys of cached answers, in one place, so that what changes one also finds it. */
export const keys = {
  me: ['me'],
  chatbots: ['chatbots'],
  chatbot: (id: string) => ['chatbots', id],
  identitySecret: (chatbotId: string) => ['identity-secret', chatbotId],
  sources: (chatbotId: string) => ['sources', chatbotId],
  source: (id: string) => ['source', id],
  passages: (sourceId: string) => ['passages', sourceId],
  intents: (chatbotId: string) => ['intents', chatbotId],
  intent: (id: string) => ['intent', id],
  intentStatus: (chatbotId: string) => ['intent-status', chatbotId],
  intentSuggestions: (chatbotId: string) => ['intent-suggestions', chatbotId],
  faqs: (chatbotId: string) => ['faqs', chatbotId],
  conversations: ['conversations'],
  workflows: ['workflows'],
  workflow: (id: string) => ['workflow', id],
  workflowVersions: (workflowId: string) => ['workflow-versions', workflowId],
  nodeKinds: ['node-kinds'],
  executions: ['executions'],
  execution: (id: string) => ['execution', id],
  deadLetters: ['executions', 'dead-letters'],
  notifications: ['notifications'],
  approval: (token: string) => ['approval', token],
  secretKeys: ['secret-keys'],
  credentials: ['credentials'],
} satisfies Record<string, QueryKey | ((id: string) => QueryKey)>;
