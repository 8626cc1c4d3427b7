import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Ports for servers. Systems give connections that go out a port from 32,768 on, so that one from
 * there may be taken while its server is away, such as between a kill and the next start.
 */
const [first, end] = [20_000, 32_000];

/** A port that nobody has, and that no connection is given by chance. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(first, end);
    if (await isFree(port)) return port;
  }
}

/** As many ports, each another one. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
