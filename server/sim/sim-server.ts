import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import QRCode from 'qrcode';
import { writeWav } from '#server/media/wav.ts';
import type { DeskPhone } from './desk-phone.ts';
import { page } from './page.ts';

export type SimServer = {
  /** Something about a phone has changed. */
  changed(phone: DeskPhone): void;
  close(): Promise<void>;
};

const BODY_MAX_BYTES = 1_000;

/** The page of the simulated phones, and what its keys do. The same calls serve programs. */
export async function startSimServer(
  phones: ReadonlyMap<string, DeskPhone>,
  port: number,
): Promise<SimServer> {
  const watchers = new Set<ServerResponse>();
  const tell = (res: ServerResponse, phone: DeskPhone): void => {
    res.write(`data: ${JSON.stringify(phone.state)}\n\n`);
  };
  const server = createServer((req, res) => {
    answer(req, res).catch(() => res.writeHead(500).end());
  });

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const [, kind, mac = '', action = ''] = (req.url ?? '/').split('?')[0]?.split('/') ?? [];
    if (kind === '') return send(res, 'text/html; charset=utf-8', page);
    if (kind === 'events') return watch(res);
    const phone = phones.get(mac);
    if (kind !== 'phones' || phone === undefined) return void res.writeHead(404).end();
    if (req.method === 'POST') {
      await act(phone, action, await readBody(req));
      for (const watcher of watchers) tell(watcher, phone);
      return void res.writeHead(204).end();
    }
    if (action === '') return send(res, 'application/json', JSON.stringify(phone.state));
    if (action === 'heard.wav') return send(res, 'audio/wav', writeWav(await phone.heard()));
    if (action === 'label.svg')
      return send(res, 'image/svg+xml', await QRCode.toString(phone.deskUrl ?? '-', { type: 'svg' }));
    return void res.writeHead(404).end();
  }

  function watch(res: ServerResponse): void {
    res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    for (const phone of phones.values()) tell(res, phone);
    watchers.add(res);
    res.on('close', () => watchers.delete(res));
  }

  await listen(server, port);
  return {
    changed(phone) {
      for (const watcher of watchers) tell(watcher, phone);
    },
    close() {
      for (const watcher of watchers) watcher.end();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function act(phone: DeskPhone, action: string, value: string): Promise<void> {
  switch (action) {
    case 'key':
      return phone.key(value.slice(0, 1));
    case 'send':
      return phone.send();
    case 'hang-up':
      return phone.hangUp();
    case 'clear':
      return phone.clear();
    case 'line-key':
      return phone.lineKey(Number(value));
    case 'desk-url':
      phone.deskUrl = value;
  }
}

async function readBody(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req) {
    text += String(chunk);
    if (text.length > BODY_MAX_BYTES) throw new RangeError('too large');
  }
  return text;
}

function send(res: ServerResponse, type: string, body: string | Uint8Array): void {
  res.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
}
