import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { download } from '#server/sim/download.ts';
import { readYealink, simYealink } from '#server/sim/makes/yealink.ts';
import type { PerchProcess } from '../support/perch-process.ts';
import type { LoadAccount } from './register-load.ts';

export const PIN = '4321';

/** A call of the API that must succeed. */
export async function ask<T>(perch: PerchProcess, call: string, body?: unknown): Promise<T> {
  const [method = '', path = ''] = call.split(' ');
  const answer = await perch.api(method, path, body);
  if (answer.status >= 300) throw new Error(`${call}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
}

export const makeUser = (perch: PerchProcess, extension: string): Promise<unknown> =>
  ask(perch, 'POST /users', { extension, name: `Person ${extension}`, pin: PIN, hotDesking: true });

/** MACs of makers' blocks, so many as are wanted. */
export const macOf = (number: number): string => `001565${number.toString(16).padStart(6, '0')}`;

export const makeDesk = (perch: PerchProcess, number: number): Promise<DeskView> =>
  ask(perch, 'POST /desks', {
    ...{ displayName: `Desk ${number}`, extension: `8${String(number).padStart(4, '0')}` },
    ...{ mac: macOf(number), vendor: 'yealink', provisioning: 'link', network: 'lan' },
  });

/** What the desk's phone would register with. */
export async function accountOfDesk({ mac, provisioningUrl }: DeskView): Promise<LoadAccount> {
  const colons = mac.replace(/..(?!$)/g, '$&:');
  const userAgent = `Yealink SIP-T54W 96.86.0.45 ${colons}`;
  const file = await download({ url: `${provisioningUrl}${mac}.cfg`, userAgent, username: '', password: '' });
  const account = simYealink.accountOf(readYealink(file.text));
  if (account === undefined) throw new Error(`no account in the file of ${mac} (${file.status})`);
  return account;
}

/** Does something to each, `width` of them at a time. */
export async function inParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await work(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}
