import type { RunAction } from '@echoai/integrations/action';
import { ProviderError } from '@echoai/integrations/client';
import { hasProvenEmail } from '../../conversation/identity/identityStore.ts';
import { type Action, ActionError } from './action.ts';
import { resumeDecision } from './ask_approval.ts';

/** An action that a provider performs; it can be tried without an execution. */
export interface ProviderAction extends Action {
  provider: string;
  run: RunAction;
}

/**
 * How a node of a provider acts: its `run`, with a client of the connection that it names, which must
 * be one of that provider.
 */
export function throughConnection(provider: string, run: RunAction): ProviderAction {
  return {
    provider,
    run,
    async outside({ config, step, services, signal }) {
      const { connectionId } = config as { connectionId: string };
      const { organisationId, externalUserId, effectId, attempt, startedAt, sessionId } = step;
      try {
        const client = await services.connections.open({
          organisationId,
          connectionId,
          provider,
          signal,
        });
        const result = await run({
          config,
          client,
          effectId,
          attempt,
          startedAt,
          sessionId,
          isProven: async (email) =>
            externalUserId === null ||
            services.database.withOrganisation(organisationId, (tx) =>
              hasProvenEmail(tx, { externalUserId, email }),
            ),
          memory: services.connections.memory({ organisationId, connectionId }),
        });
        const { outcome = 'next', output, links, waitsForDecisionMs } = result;
        if (links && externalUserId)
          await services.connections.link({
            organisationId,
            connectionId,
            externalUserId,
            sessionId,
            record: links,
          });
        if (waitsForDecisionMs !== undefined)
          return { until: new Date(Date.now() + waitsForDecisionMs), for: 'approval' };
        return { outcome, output };
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        throw actionErrorOf(error, connectionId);
      }
    },
    resume: resumeDecision,
  };
}

/** An execution is held back, and does not fail, while its connection needs somebody or is busy. */
function actionErrorOf(
  { kind, message, retryAfterMs, mayHaveHappened, cause }: ProviderError,
  connectionId: string,
): ActionError {
  const isHeld = kind === 'needs-you' || kind === 'rate-limited';
  return new ActionError(message, {
    isPermanent: kind === 'refused',
    mayHaveHappened,
    cause,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(isHeld && { waitsFor: { connectionId } }),
  });
}
