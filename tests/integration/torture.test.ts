import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';

const folder = new URL('../fixtures/sip/torture/', import.meta.url);
const HEARD_WITHIN_MS = 1_000;

type Row = { file: string; section: string; expectation: string; title: string };

const rows: Row[] = readFileSync(new URL('manifest.tsv', folder), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [file = '', section = '', , kind = '', expectation = '', title = ''] = line.split('\t');
    return { file, section, title, expectation: kind.startsWith('response') ? 'discard' : expectation };
  });

/** Sends one datagram and answers the first final status that comes back; undefined when none does. */
async function statusOf(sipPort: number, bytes: Uint8Array): Promise<number | undefined> {
  const socket = createSocket('udp4');
  let status: number | undefined;
  socket.on('message', (answer) => {
    const heard = Number(/^SIP\/2\.0 (\d{3}) /.exec(answer.toString())?.[1]);
    if (heard >= 200) status ??= heard;
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  socket.send(bytes, sipPort, '127.0.0.1');
  await sleep(HEARD_WITHIN_MS);
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return status;
}

/** Challenged or refused by somebody who has understood it: that is what "accept" means to a stranger. */
function isFulfilled(expectation: string, status: number | undefined): boolean {
  return expectation.split('|').some((one) => {
    if (one === 'discard') return status === undefined;
    if (status === undefined) return false;
    if (one === 'accept') return status !== 400 && status < 500;
    return one === '4xx' ? status >= 400 && status < 500 : status === Number(one) || isChallenge(status);
  });
}

const isChallenge = (status: number): boolean => status === 401 || status === 407;

describe('RFC 4475 against the running product', () => {
  let perch: PerchProcess;
  let heard: ReadonlyMap<string, number | undefined>;

  beforeAll(async () => {
    perch = await startPerch();
    const answers = rows.map(
      async ({ file }): Promise<[string, number | undefined]> => [
        file,
        await statusOf(perch.sipPort, readFileSync(new URL(file, folder))),
      ],
    );
    heard = new Map(await Promise.all(answers));
  });
  afterAll(async () => perch[Symbol.asyncDispose]());

  for (const { file, section, title, expectation } of rows) {
    it(`${section} ${title}: ${expectation}`, () => {
      const status = heard.get(file);
      expect(isFulfilled(expectation, status), `${file} was answered ${status}`).toBe(true);
    });
  }

  it('leaves it serving', async () => {
    expect((await fetch(`${perch.url}/healthz`)).status).toBe(200);
    expect(perch.output()).not.toContain('met a bug');
  });
});
