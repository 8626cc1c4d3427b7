import { createAutomation } from './automation/automation.ts';
import { runBacktestInBackground } from './automation/backtest/backtestJob.ts';
import { addBacktestRoutes } from './automation/backtest/backtestRoutes.ts';
import { addCandidateRoutes } from './automation/candidate/candidateRoutes.ts';
import { deliverProviderEvent } from './automation/deliverProviderEvent.ts';
import { addDeliveryRoutes } from './automation/deliveryRoutes.ts';
import { addExecutionRoutes } from './automation/executionRoutes.ts';
import { addHookRoutes } from './automation/hookRoutes.ts';
import { sealedHookSecrets } from './automation/hookSecret.ts';
import { addNotificationRoutes } from './automation/notificationRoutes.ts';
import type { References } from './automation/references/readReferences.ts';
import { addTryRoute } from './automation/tryAction.ts';
import { countWaiting, wakeWaiting } from './automation/waitingForConnection.ts';
import { addWorkflowRoutes } from './automation/workflowRoutes.ts';
import { listUses } from './automation/workflowStore.ts';
import type { Config } from './config.ts';
import { addConnectionRoutes } from './connections/connectionRoutes.ts';
import { createConnections } from './connections/connections.ts';
import { addConnectPages } from './connections/connectPages.ts';
import { addCredentialRoutes } from './connections/credentialRoutes.ts';
import { addEventPages } from './connections/eventPages.ts';
import { sealedPlaces } from './connections/sealedPlaces.ts';
import type { Services as ConnectionServices } from './connections/services.ts';
import { unusedAttempts } from './connections/unusedAttempts.ts';
import { watchConnections } from './connections/watchConnections.ts';
import { addActionRoutes } from './conversation/actionRoutes.ts';
import { createVisitorAuthentication } from './conversation/authenticateVisitor.ts';
import { addChatbotRoutes } from './conversation/chatbotRoutes.ts';
import { addConversationRoutes } from './conversation/conversationRoutes.ts';
import { endIdleConversations } from './conversation/endIdleConversations.ts';
import { addEverydayRoutes } from './conversation/everyday/routes.ts';
import { addIdentityRoutes } from './conversation/identity/routes.ts';
import { addLiveRoutes } from './conversation/live/routes.ts';
import { watchSessions } from './conversation/live/watchSessions.ts';
import { addMemoryRoutes } from './conversation/memory/routes.ts';
import { writeSummary } from './conversation/memory/writeSummary.ts';
import { unusedVisitors } from './conversation/unusedVisitors.ts';
import { addVisitorRoutes } from './conversation/visitorRoutes.ts';
import { addWidgetPages } from './conversation/widgetPages.ts';
import { addDemoPages } from './demo/demoPages.ts';
import { moveDemo, seedDemo } from './demo/seedDemo.ts';
import { embedMissing, enqueueModelChange } from './knowledge/embedMissing.ts';
import { addFaqRoutes } from './knowledge/faqRoutes.ts';
import { findLanguages } from './knowledge/findLanguages.ts';
import { ingestSource } from './knowledge/ingestSource.ts';
import { addKnowledgeRoutes } from './knowledge/routes.ts';
import type { Database } from './platform/database/database.ts';
import { followDatabaseClock } from './platform/database/databaseClock.ts';
import { migrate } from './platform/database/migrate.ts';
import { createApp } from './platform/http/app.ts';
import { deleteUnused } from './platform/jobs/deleteUnused.ts';
import { createJobs } from './platform/jobs/jobs.ts';
import { ensureEpoch } from './platform/live/eventEpoch.ts';
import { createLive } from './platform/live/live.ts';
import { createLog, type Log } from './platform/log.ts';
import { createMail, type SendMail } from './platform/mail.ts';
import { type Models, openModels } from './platform/models/models.ts';
import { resealSecrets } from './platform/resealSecrets.ts';
import { loadSecret } from './platform/secret.ts';
import { createSecrets } from './platform/secrets.ts';
import { addIntentRoutes } from './understanding/intent/routes.ts';
import { trainIntentsInBackground } from './understanding/intent/trainIntentsJob.ts';
import { createAccounts } from './workspace/accounts.ts';
import { createOperatorAuthentication } from './workspace/authenticateOperator.ts';
import {
  createConfiguredOwner,
  ensureOrganisation,
  hasOwner,
  isInUse,
  setupToken,
} from './workspace/owner.ts';
import { addWorkspaceRoutes } from './workspace/routes.ts';
import { unusedSignIns } from './workspace/unusedSignIns.ts';

/** Joins platform and features to one application on an open database; it listens nowhere yet. */
export async function createServer({
  config,
  database,
  models = openModels(config),
  log = createLog(config.logLevel),
  sendMail = createMail(config),
}: {
  config: Config;
  database: Database;
  models?: Models;
  log?: Log;
  sendMail?: SendMail;
}) {
  const secret = await loadSecret(config);
  const secrets = createSecrets({ secret, previous: config.previousSecret });
  const jobs = createJobs({ database, log });
  const live = createLive({ database, log });
  const accounts = createAccounts({ database, config, secret, log });
  const { app, implement } = createApp({
    database,
    jobs,
    log,
    publicUrl: config.publicUrl,
    trustProxy: config.trustProxy,
    authenticators: {
      operator: createOperatorAuthentication({ accounts, database, config }),
      visitor: createVisitorAuthentication({ database, config }),
    },
  });

  addWorkspaceRoutes({ app, implement, accounts, database, models, config, secret });
  addChatbotRoutes({ implement, database, jobs, models, log });
  addKnowledgeRoutes({ implement, database, jobs, models, log });
  addFaqRoutes({ implement, database, jobs, models, log });
  addIntentRoutes({ implement, database, jobs, models });
  addEverydayRoutes({ implement, database, models });
  const sessions = watchSessions({ database, live, log });
  const canSendCode = sendMail !== null;
  addVisitorRoutes({ implement, database, models, jobs, sessions, log, canSendCode });
  addIdentityRoutes({ implement, database, secret, sendMail });
  addMemoryRoutes({ implement, database, models, log });
  addConversationRoutes({ implement, database });
  addActionRoutes({ implement, database });
  addLiveRoutes({ implement, database, live, sessions, log });
  const connectionServices: ConnectionServices = {
    config,
    database,
    secrets,
    log,
    wakeWaiting: (tx, of) => wakeWaiting(tx, { engine: automation.engine, ...of }),
  };
  const connections = createConnections(connectionServices);
  const automation = await createAutomation({
    app,
    config,
    database,
    models,
    sendMail,
    log,
    secret,
    secrets,
    connections,
    jobs,
    live,
  });
  const references: References = {
    database,
    connections,
    settings: { mail: sendMail !== null, 'chat-model': models.chatModel !== null },
  };
  addWorkflowRoutes({ implement, database, automation, config, secrets, references });
  addBacktestRoutes({ implement, database, jobs });
  addCandidateRoutes({ implement, database, references });
  addExecutionRoutes({ implement, database, automation, secret });
  addHookRoutes({ implement, database, automation, secrets });
  addNotificationRoutes({ implement, database });
  addCredentialRoutes({ implement, database, secrets, listUses });
  addConnectionRoutes({
    implement,
    services: connectionServices,
    connections,
    listUses,
    countWaiting,
  });
  addConnectPages({ app, services: connectionServices });
  addEventPages({
    app,
    services: connectionServices,
    deliver: (told) => deliverProviderEvent({ database, automation, ...told }),
  });
  addTryRoute({ implement, connections });
  addDeliveryRoutes({ implement, database, config, secrets });
  addWidgetPages({ app, database });
  if (config.demo) addDemoPages({ app, database });

  let sealing: Promise<void> | undefined;
  let stopClock = () => {};
  /** What was sealed with the secret before, or not at all, is sealed with the one of now. */
  async function sealAll(): Promise<void> {
    const places = [...sealedPlaces, ...sealedHookSecrets];
    const { resealed, unreadable } = await resealSecrets({ database, secrets, places });
    if (resealed > 0) log.info({ resealed }, 'secrets are sealed with the ECHOAI_SECRET of now');
    if (unreadable > 0)
      log.warn({ unreadable }, 'secrets cannot be read: ECHOAI_SECRET was changed');
  }

  /** Migrates, and on the first start makes owner and demo workspace: all that requests need. */
  async function prepare(): Promise<{ setupUrl: string | null }> {
    await migrate(database);
    stopClock = await followDatabaseClock(database);
    for (const notice of models.notices()) log.warn(notice);
    const epoch = await database.asPlatform(ensureEpoch);
    if (epoch !== null)
      log.warn({ epoch }, 'restored on another server: events go on after the last');
    await live.start();
    await jobs.prepare([
      ingestSource({ database, models, jobs, log }),
      embedMissing({ database, models, log }),
      findLanguages({ database, jobs, log }),
      endIdleConversations({ database }),
      deleteUnused({
        database,
        log,
        unused: [...unusedVisitors, ...unusedSignIns, ...unusedAttempts],
      }),
      writeSummary({ database, models, log }),
      trainIntentsInBackground({ database, models, log }),
      automation.job,
      runBacktestInBackground({ database, log }),
      watchConnections({ services: connectionServices, connections }),
    ]);
    await automation.prepare();
    const name = config.demo ? 'Demo' : 'My organisation';
    const organisationId = await ensureOrganisation(database, name);
    // Not only on the first start: that one may have been cut off before it came to this.
    if (config.demo && !(await isInUse(database))) {
      await seedDemo({ database, jobs, models, config, secrets, organisationId });
    }
    if (config.demo) await moveDemo({ database, config, organisationId });
    if (config.admin) await createConfiguredOwner({ accounts, database, admin: config.admin });
    await enqueueModelChange({ database, jobs, models });
    const setupUrl = `${config.publicUrl}/setup?token=${setupToken(secret)}`;
    return { setupUrl: (await hasOwner(database)) ? null : setupUrl };
  }

  /** Begins the work that nobody waits for: jobs, automations, secrets to be sealed again. */
  async function work(): Promise<void> {
    sealing = sealAll().catch((err: unknown) => log.error({ err }, 'secrets stay as sealed'));
    await jobs.start();
    await automation.start();
  }

  return {
    app,
    accounts,
    prepare,
    work,
    /** Both, where nobody waits between them. */
    async start(): Promise<void> {
      await prepare();
      await work();
    },
    /** Ends the open streams, which would keep the HTTP server from closing. */
    endStreams: (): Promise<void> => live.stop(),
    async close(): Promise<void> {
      stopClock();
      await live.stop();
      await sealing;
      await automation.stop();
      await jobs.stop();
      await models.close();
      await database.close();
    },
  };
}
