import { Agent, type ClientRequest, request as httpRequest } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 200 });

/** One timed exchange; times in milliseconds from sending on. */
export interface Exchange {
  status: number;
  body: string;
  /** Until the body held `marker` first; null when it never did. */
  markerMs: number | null;
  totalMs: number;
}

/** A bare client on kept-alive connections, since `fetch` would cost as much as what is measured. */
export function exchange({
  url,
  method = 'POST',
  headers,
  body,
  marker,
}: {
  url: string;
  method?: string;
  headers: Record<string, string>;
  body?: string;
  marker?: string;
}): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const outgoing: ClientRequest = httpRequest(url, { method, headers, agent }, (response) => {
      let text = '';
      let markerMs: number | null = null;
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        if (marker !== undefined && markerMs === null && text.includes(marker))
          markerMs = performance.now() - startedAt;
      });
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: text,
          markerMs,
          totalMs: performance.now() - startedAt,
        }),
      );
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
