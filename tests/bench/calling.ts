import type { PerchProcess } from '../support/perch-process.ts';
import { callLoad } from './call-load.ts';
import { kamailioMissing } from './kamailio.ts';
import { accountOfDesk, inParallel, makeDesk } from './office.ts';
import { memoryKamailio, perchItself } from './registrars.ts';
import type { Row } from './report.ts';
import { comparison, figureRows, inTurns, noPeer } from './rounds.ts';

const PHONES = 200;
const FIRST_NUMBER = 3_000;
const PART = 'calls';
const WORK = 'INVITE, 407, INVITE, 180, 200, ACK, BYE, 200';

/** Calls from phone to phone through the proxy, set up and torn down, in turns with Kamailio. */
export async function calling(perch: PerchProcess, seconds: number): Promise<Row[]> {
  const numbers = Array.from({ length: PHONES }, (_, index) => FIRST_NUMBER + index);
  const desks = await inParallel(numbers, 8, (number) => makeDesk(perch, number));
  const accounts = await inParallel(desks, 8, accountOfDesk);
  await using peers = new AsyncDisposableStack();
  const servers = [perchItself('Perch', perch, accounts)];
  if (kamailioMissing === undefined) servers.push(peers.use(await memoryKamailio(PHONES)));
  const figures = await inTurns(servers, async ({ port, accounts: own }) => {
    const { calls, ...result } = await callLoad({
      server: { host: '127.0.0.1', port },
      accounts: own,
      seconds,
    });
    return { ...result, done: calls };
  });
  const pair = { ours: 'Perch', theirs: 'Kamailio (memory only)', aim: '≤ 1.5' };
  return [
    ...figureRows(PART, WORK, figures),
    ...comparison(PART, figures, pair),
    ...noPeer(PART, kamailioMissing),
  ];
}
