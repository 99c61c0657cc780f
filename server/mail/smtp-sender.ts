import { createTransport } from 'nodemailer';

export type Mail = {
  /** The same for every try of one mail: who gets it twice sees it once. Without < and >. */
  messageId: string;
  recipients: readonly string[];
  subject: string;
  body: string;
  at: Date;
};

export interface MailSender {
  /** Rejects when nobody got it. Answers who did not. */
  send(mail: Mail): Promise<{ refused: readonly string[] }>;
}

/** `smtpUrl` may hold a password: it is in no log and no error. */
export type SmtpSettings = { smtpUrl: string; from: string };

const WAIT_MS = 10_000;

export function createSmtpSender({ smtpUrl, from }: SmtpSettings): MailSender {
  const transport = createTransport({
    ...{ url: smtpUrl, requireTLS: mustEncrypt(smtpUrl) },
    ...{ connectionTimeout: WAIT_MS, greetingTimeout: WAIT_MS, dnsTimeout: WAIT_MS, socketTimeout: WAIT_MS },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return {
    async send({ messageId, recipients, subject, body, at }) {
      const { rejected } = await transport.sendMail({
        ...{ from: { name: 'Perch', address: from }, to: [...recipients], subject, text: body },
        ...{ date: at, messageId: `<${messageId}@${from.slice(from.lastIndexOf('@') + 1)}>` },
        // RFC 3834: nobody's answering machine is to answer.
        ...{ headers: { 'Auto-Submitted': 'auto-generated' }, priority: 'high' },
      });
      return { refused: rejected };
    },
  };
}

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** A password goes over a network only when it is encrypted, unless the address itself says `?requireTLS=false`. */
export function mustEncrypt(smtpUrl: string): boolean {
  const { protocol, password, hostname, searchParams } = new URL(smtpUrl);
  if (searchParams.has('requireTLS')) return searchParams.get('requireTLS') !== 'false';
  return protocol === 'smtp:' && password !== '' && !LOCAL.test(hostname);
}
