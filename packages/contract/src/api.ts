import { backtestEndpoints } from './backtests.ts';
import { candidateEndpoints } from './candidates.ts';
import { visitorEndpoints } from './chat.ts';
import { chatbotEndpoints } from './chatbots.ts';
import { connectionEndpoints } from './connections.ts';
import { conversationEndpoints } from './conversations.ts';
import { credentialEndpoints } from './credentials.ts';
import { deliveryEndpoints } from './deliveries.ts';
import { everydayEndpoints } from './everyday.ts';
import { approvalEndpoints, executionEndpoints, notificationEndpoints } from './executions.ts';
import { faqEndpoints } from './faqs.ts';
import { intentEndpoints } from './intents.ts';
import { sourceEndpoints } from './knowledge.ts';
import { liveEndpoints } from './live.ts';
import { identityEndpoints, memoryEndpoints } from './visitor.ts';
import { hookEndpoints, workflowEndpoints } from './workflows.ts';
import { keyEndpoints, workspaceEndpoints } from './workspace.ts';

/** The whole of `/api/v1`, by feature. */
export const api = {
  workspace: workspaceEndpoints,
  keys: keyEndpoints,
  chatbots: chatbotEndpoints,
  sources: sourceEndpoints,
  faqs: faqEndpoints,
  intents: intentEndpoints,
  everyday: everydayEndpoints,
  conversations: conversationEndpoints,
  visitor: visitorEndpoints,
  identity: identityEndpoints,
  memory: memoryEndpoints,
  live: liveEndpoints,
  workflows: workflowEndpoints,
  backtests: backtestEndpoints,
  candidates: candidateEndpoints,
  hooks: hookEndpoints,
  executions: executionEndpoints,
  approvals: approvalEndpoints,
  notifications: notificationEndpoints,
  credentials: credentialEndpoints,
  connections: connectionEndpoints,
  deliveries: deliveryEndpoints,
};
