import { type AddressInfo, createServer, type Socket } from 'node:net';

/** How the stand-in treats a message for a recipient. */
export type MailBehaviour = 'take' | 'refuse' | 'refuse-for-now' | 'hang-up-after-data' | 'silence';

/** A stand-in for a mail server on a local port: takes, refuses and hangs up as told. */
export async function startMailServer() {
  const state = {
    /** By recipient; others are taken. */
    behaviour: {} as Record<string, MailBehaviour>,
    /** Every message that came whole, whatever was said to it. */
    mails: [] as { to: string; text: string }[],
  };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}); // of a client that gave up
    let to = '';
    let text: string | null = null;
    let rest = '';
    socket.write('220 stand-in ESMTP\r\n');
    socket.on('data', (bytes) => {
      const lines = (rest + bytes.toString('utf8')).split('\r\n');
      rest = lines.pop()!;
      for (const line of lines) {
        if (text === null) text = answer(line);
        else if (line !== '.') text += `${line}\n`;
        else text = take(text);
      }
    });
    const how = () => state.behaviour[to] ?? 'take';
    /** @returns the message's beginning, when it comes next */
    const answer = (line: string): string | null => {
      const command = line.slice(0, 4).toUpperCase();
      if (command === 'RCPT') to = line.match(/<(.*?)>/)?.[1] ?? '';
      if (command === 'RCPT' && how() === 'refuse') socket.write('550 no such mailbox\r\n');
      else if (command === 'RCPT' && how() === 'refuse-for-now') socket.write('451 come back\r\n');
      else if (command === 'DATA') socket.write('354 go on\r\n');
      else socket.write('250 fine\r\n');
      return command === 'DATA' ? '' : null;
    };
    const take = (whole: string): null => {
      state.mails.push({ to, text: whole });
      if (how() === 'hang-up-after-data') socket.destroy();
      else if (how() !== 'silence') socket.write('250 taken\r\n');
      return null;
    };
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    state,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;
