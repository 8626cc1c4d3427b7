import { definition } from '@echoai/automation/nodes/http_request/definition';
import { JsonTooDeep, parseJson } from '@echoai/contract/json';
import type { z } from 'zod';
import { authorize, CredentialError } from '../../connections/authorize.ts';
import type { Answer } from '../../platform/http/requestPinned.ts';
import { ActionError, defineAction, type Services, type Step } from './action.ts';
import { askOutside } from './askOutside.ts';

type Config = z.output<typeof definition.config>;

export const action = defineAction(definition, {
  async outside({ config, step, services, signal }) {
    const { method, expectedStatus } = config;
    const url = config.url.trim();
    const content = contentOf(config.body);
    const authorization = await authorizationOf(config, { step, services, url });
    const output = await askOutside({
      services,
      method,
      url,
      headers: { ...headersOf(config, { content, step }), ...authorization },
      body: content?.text,
      signal,
      accepts: (status) => expectedStatus.some((expected) => fits(status, expected)),
      read: async (answer) => ({
        status: answer.status,
        headers: answer.headers,
        body: parse(await answer.text(), answer),
      }),
    });
    return { outcome: 'next', output };
  },
});

interface Content {
  text: string;
  type: string;
}

function contentOf(body: Config['body']): Content | null {
  if (body.type === 'none') return null;
  if (body.type === 'json') return { text: JSON.stringify(body.json), type: 'application/json' };
  return { text: body.text, type: 'text/plain; charset=utf-8' };
}

/** The header of the credential that is chosen; its secret is in no configuration and no log. */
async function authorizationOf(
  { credentialId }: Config,
  { step: { organisationId }, services, url }: { step: Step; services: Services; url: string },
): Promise<Record<string, string>> {
  if (!credentialId) return {};
  const { database, secrets } = services;
  try {
    return await authorize({ database, secrets, organisationId, credentialId, url });
  } catch (error) {
    if (!(error instanceof CredentialError)) throw error;
    throw new ActionError(error.message, { isPermanent: true, cause: error });
  }
}

/** What the owner set wins, but for the key that belongs to the step. */
function headersOf(
  { headers, idempotencyKey }: Config,
  { content, step: { effectId } }: { content: Content | null; step: Step },
): Record<string, string> {
  const own = headers
    .filter(({ value }) => value.trim() !== '')
    .map(({ name, value }) => [name.toLowerCase(), value.trim()]);
  return {
    ...(content ? { 'content-type': content.type } : {}),
    ...Object.fromEntries(own),
    ...(idempotencyKey ? { 'idempotency-key': effectId } : {}),
  };
}

/** @param expected such as `201` or `2xx` */
function fits(status: number, expected: string): boolean {
  return expected.endsWith('xx')
    ? Math.floor(status / 100) === Number(expected[0])
    : status === Number(expected);
}

/**
 * JSON where the answer says that it is some, else the text; null without a body.
 * @throws ActionError for JSON that is nested too deep
 */
function parse(text: string, { headers }: Answer): unknown {
  if (text === '') return null;
  if (!/[/+]json\b/i.test(headers['content-type'] ?? '')) return text;
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonTooDeep)
      throw new ActionError(`The answer cannot be used. ${error.message}`, { isPermanent: true });
    return text;
  }
}
