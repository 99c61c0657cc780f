import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

export type ReceivedMail = { from: string; to: string[]; text: string };

/** A mail server that keeps what it was given. */
export async function startSmtpServer() {
  const received: ReceivedMail[] = [];
  let refusals = 0;
  const refusedRecipients = new Set<string>();
  const server = new SMTPServer({
    ...{ logger: false, disabledCommands: ['STARTTLS'], allowInsecureAuth: true, authOptional: true },
    onAuth: ({ username, password }, _, done) =>
      password === 'right' ? done(null, { user: username ?? '' }) : done(new Error('wrong password')),
    onRcptTo: ({ address }, _, done) =>
      done(refusedRecipients.has(address) ? new Error('nobody of that name') : null),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        refusals -= 1;
        if (refusals >= 0) return done(new Error('come back later'));
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        const to = envelope.rcptTo.map(({ address }) => address);
        received.push({ from, to, text: Buffer.concat(chunks).toString('utf8') });
        done();
      });
    },
  });
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    urlOf: (user: string, password: string) => `smtp://${user}:${password}@127.0.0.1:${port}`,
    received,
    /** The next so many mails are not taken. */
    refuse(count: number): void {
      refusals = count;
    },
    refuseRecipient: (name: string): void => void refusedRecipients.add(name),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
