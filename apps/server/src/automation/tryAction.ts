import { nodeDefinitions } from '@echoai/automation';
import { renderConfig } from '@echoai/automation/fields/renderConfig';
import { api } from '@echoai/contract';
import { ProviderError, type ProviderRequest } from '@echoai/integrations/client';
import { asAppErrors } from '../connections/connectionRoutes.ts';
import type { Connections } from '../connections/connections.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { Implement } from '../platform/http/api.ts';
import { newId } from '../platform/newId.ts';
import { actions } from './actions/index.ts';
import type { ProviderAction } from './actions/throughConnection.ts';

/** Tries an action of a provider without an execution. */
export function addTryRoute({
  implement,
  connections,
}: {
  implement: Implement;
  connections: Connections;
}): void {
  implement(
    api.connections.perform,
    async ({ operator: { organisationId }, params: { connectionId, kind }, body }) => {
      const action = Object.hasOwn(actions, kind) ? actions[kind]! : null;
      if (!action || !isOfProvider(action)) throw notFound('action');
      const { provider, run } = action;
      const config = readConfig(kind, { ...body.config, connectionId }, body.scope);
      let request: ProviderRequest | null = null;
      return asAppErrors(async () => {
        const signal = AbortSignal.timeout(30_000);
        const client = await connections.open({ organisationId, connectionId, provider, signal });
        const input = {
          config,
          effectId: newId('try'),
          attempt: 1,
          startedAt: new Date(),
          sessionId: null,
          // The owner tries it, and means what they typed.
          isProven: async () => true,
          memory: connections.memory({ organisationId, connectionId }),
        };
        if (!body.dryRun) {
          const { outcome = 'next', output } = await run({ ...input, client });
          return { request: null, output, outcome };
        }
        /** Reads as the action would, and stops before it changes anything. */
        const dry = {
          account: client.account,
          apiUrl: client.apiUrl,
          async request(wanted: ProviderRequest) {
            if (wanted.isRead ?? wanted.method === 'GET') return client.request(wanted);
            request = wanted;
            throw new ProviderError('It would be sent.', { kind: 'dry-run' });
          },
        };
        try {
          const { outcome = 'next', output } = await run({ ...input, client: dry });
          return { request: null, output, outcome };
        } catch (error) {
          if (!(error instanceof ProviderError) || error.kind !== 'dry-run' || !request)
            throw error;
          const { method, json, form } = request as ProviderRequest;
          const shown = { method, url: client.urlOf(request), body: json ?? form ?? null };
          return { request: shown, output: null, outcome: null };
        }
      });
    },
  );
}

function isOfProvider(action: object): action is ProviderAction {
  return 'provider' in action;
}

/** @throws {AppError} `invalid-request` with the fields at fault */
function readConfig(kind: string, config: object, scope: Record<string, unknown>): unknown {
  const schema = nodeDefinitions[kind]!.config;
  const parsed = schema.safeParse(config);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path, message }) => ({
      path: ['config', ...path].join('.'),
      message,
    }));
    throw new AppError('invalid-request', 'The configuration is not complete.', { fields });
  }
  const rendered = renderConfig({ schema, config: parsed.data, scope });
  if ('config' in rendered) return rendered.config;
  const detail = `${rendered.field} cannot be filled in: ${rendered.error}`;
  const fields = [{ path: `config.${rendered.field}`, message: rendered.error }];
  throw new AppError('invalid-request', detail, { fields });
}
