import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and text, as they came over the line. */
  readonly content: string;
}

/** An answer in place of the usual one, by the first word of the command (`DATA.` for the end of the content). */
export type Answers = Readonly<Record<string, string | undefined>>;

/** As much of a mail server (RFC 5321) as it takes to receive mails; an answer of `''` is none. */
export async function startMailServer(answers: Answers = {}) {
  const mails: Mail[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    void serve(socket, answers, mails);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(socket: Socket, answers: Answers, mails: Mail[]): Promise<void> {
  let mail = { from: '', to: [] as string[], content: '' };
  let isContent = false;
  const answer = (command: string, usual: string) => {
    const line = answers[command] ?? usual;
    if (line) socket.write(`${line}\r\n`);
    return line === usual;
  };
  const addressIn = (line: string) => /<(.*)>/.exec(line)?.[1] ?? '';

  answer('CONNECT', '220 ready');
  for await (const line of createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (isContent) {
      isContent = line !== '.';
      if (isContent) mail.content += `${line.replace(/^\./, '')}\n`;
      else if (answer('DATA.', '250 taken')) mails.push(mail);
      continue;
    }
    const command = line.split(/[ :]/, 1)[0]?.toUpperCase() ?? '';
    if (command === 'MAIL') mail = { from: addressIn(line), to: [], content: '' };
    if (command === 'RCPT') mail.to.push(addressIn(line));
    if (command === 'DATA') isContent = answer('DATA', '354 go on');
    else answer(command, command === 'QUIT' ? '221 bye' : '250 ok');
  }
}
