import { consent, type StandIn } from '../../testing/providers/standIn.ts';
import type { TestServer } from '../../testing/testServer.ts';

interface Organisation {
  secretKey: string;
}

/** What a consent came to, as the dashboard is told. */
export type Connected =
  | { provider: string; connectionId: string; name: string; isNew: boolean; error?: undefined }
  | { provider: string; error: string };

/** The settings under which a server knows a stand-in as its provider. */
export function environmentOf(provider: string, { url, app }: StandIn<object>) {
  const name = (of: string) => `${provider.toUpperCase().replaceAll('-', '_')}_${of}`;
  return {
    [name('BASE_URL')]: url,
    [name('CLIENT_ID')]: app.clientId,
    [name('CLIENT_SECRET')]: app.clientSecret,
    ...(app.signingSecret && { [name('SIGNING_SECRET')]: app.signingSecret }),
  };
}

/** A person with a browser who connects a provider: the cookie, the consent page, and the way back. */
export function browserOf(server: TestServer, { secretKey }: Organisation) {
  let cookie = '';

  /** @returns the address of the consent page */
  async function begin(provider: string, connectionId?: string): Promise<string> {
    const response = await server.request(`/api/v1/providers/${provider}/authorize`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secretKey}`,
        'content-type': 'application/json',
        cookie,
      },
      body: JSON.stringify({ connectionId }),
    });
    const body = (await response.json()) as { url: string; detail?: string };
    if (response.status !== 200) throw new Error(body.detail);
    cookie = response.headers.getSetCookie()[0]!.split(';')[0]!;
    return body.url;
  }

  /** The way back from the consent page. */
  async function comeBack(location: string, { withCookie = true } = {}): Promise<Connected> {
    const { pathname, search } = new URL(location);
    const headers: Record<string, string> = withCookie ? { cookie } : {};
    const response = await server.request(pathname + search, { headers });
    const told = response.headers
      .getSetCookie()
      .map((text) => text.match(/^echoai_connected=([^;]*)/)?.[1])
      .find(Boolean);
    return JSON.parse(decodeURIComponent(told!));
  }

  return {
    begin,
    comeBack,
    async connect(provider: string, connectionId?: string): Promise<Connected> {
      return comeBack(await consent(await begin(provider, connectionId)));
    },
    /** @returns the id of the connection */
    async connected(provider: string, connectionId?: string): Promise<string> {
      const result = await comeBack(await consent(await begin(provider, connectionId)));
      if (result.error !== undefined) throw new Error(result.error);
      return result.connectionId;
    },
  };
}
