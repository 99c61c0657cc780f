import { answerChallenge } from '#server/digest/challenge.ts';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { download } from '#server/sim/download.ts';
import { readYealink, simYealink } from '#server/sim/makes/yealink.ts';
import type { PerchProcess } from '../support/perch-process.ts';
import { httpLoad } from './http-load.ts';
import { nginxMissing, startNginx } from './nginx.ts';
import { inParallel, makeDesk } from './office.ts';
import type { Row } from './report.ts';
import { comparison, figureRows, inTurns, noPeer } from './rounds.ts';

const DESKS = 100;
const FIRST_NUMBER = 5_000;
const PART = 'downloads';

type Wanted = { request: string; name: string; bytes: Uint8Array };

/** A phone's own file, with its token and its credentials, in turns with nginx that serves the same bytes to anybody. */
export async function downloading(perch: PerchProcess, seconds: number): Promise<Row[]> {
  const numbers = Array.from({ length: DESKS }, (_, index) => FIRST_NUMBER + index);
  const desks = await inParallel(numbers, 8, (number) => makeDesk(perch, number));
  const wanted = await inParallel(desks, 8, (desk) => wantedBy(desk));
  const perchServer = {
    ...{ name: 'Perch', pids: [perch.child.pid ?? 0], port: Number(new URL(perch.url).port) },
    requests: wanted.map(({ request }) => request),
  };
  await using peers = new AsyncDisposableStack();
  const servers = [perchServer];
  if (nginxMissing === undefined) {
    const nginx = peers.use(await startNginx(new Map(wanted.map(({ name, bytes }) => [name, bytes]))));
    servers.push({ ...nginx, requests: wanted.map(({ name }) => requestOf(`/${name}`, [])) });
  }
  const figures = await inTurns(servers, ({ port, requests }) => httpLoad({ port, requests, seconds }));
  return [
    ...figureRows(PART, 'GET of a file of 10 KB, answered whole', figures),
    ...comparison(PART, figures, { ours: 'Perch', theirs: 'nginx', aim: '≤ 2' }),
    ...noPeer(PART, nginxMissing),
  ];
}

/** What the phone sends once it has its credentials. */
async function wantedBy({ mac, provisioningUrl }: DeskView): Promise<Wanted> {
  const name = `${mac}.cfg`;
  const url = new URL(name, provisioningUrl);
  const userAgent = `Yealink SIP-T54W 96.86.0.45 ${mac.replace(/..(?!$)/g, '$&:')}`;
  const first = await download({ url: url.href, userAgent, username: '', password: '' });
  const { username, password } = simYealink.provisioningOf(readYealink(first.text));
  const own = { username, password, method: 'GET', uri: url.pathname, cnonce: 'bench' };
  const authorization = answerChallenge(await challengeAt(url, userAgent), own) ?? '';
  const headers = [`User-Agent: ${userAgent}`, `Authorization: ${authorization}`];
  return { name, request: requestOf(url.pathname, headers), bytes: Buffer.from(first.text) };
}

/** That the first download went out is written down a moment later: only then is anybody challenged. */
async function challengeAt(url: URL, userAgent: string): Promise<string> {
  for (;;) {
    const answer = await fetch(url, { headers: { 'user-agent': userAgent } });
    await answer.body?.cancel();
    const challenge = answer.headers.get('www-authenticate');
    if (challenge !== null) return challenge;
  }
}

const requestOf = (path: string, headers: readonly string[]): string =>
  [`GET ${path} HTTP/1.1`, 'Host: localhost', ...headers, '', ''].join('\r\n');
