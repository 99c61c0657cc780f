import type { DeskView } from '#server/hotdesk/desk-view.ts';
import type { PhoneAccount } from '#server/sim/makes/make.ts';
import { readYealink, simYealink } from '#server/sim/makes/yealink.ts';
import type { PerchProcess } from './perch-process.ts';

/** A desk whose phone is a program that we did not write: it gets by hand what a phone reads in its file. */
export type InteropDesk = { readonly id: string; readonly account: PhoneAccount };

const USER_AGENT = 'Yealink SIP-T54W 96.86.0.45';

export async function addUser(perch: PerchProcess, extension: string, pin: string): Promise<void> {
  const name = `Person ${extension}`;
  await expectDone(perch.api('POST', '/users', { extension, name, pin, hotDesking: true }));
}

type NewDesk = { extension: string; mac: string; occupant?: { extension: string; pin: string } };

/** A desk, and who logs in at it before its phone has read anything. */
export async function addDesk(
  perch: PerchProcess,
  { extension, mac, occupant }: NewDesk,
): Promise<InteropDesk> {
  const desk = { displayName: `Desk ${extension}`, extension, mac, vendor: 'yealink' };
  const body = { ...desk, provisioning: 'link', network: 'lan' };
  const { id, provisioningUrl } = (await expectDone(perch.api('POST', '/desks', body))) as DeskView;
  if (occupant !== undefined) await expectDone(perch.api('POST', `/desks/${id}/login`, occupant));
  const file = await fetch(`${provisioningUrl}${mac}.cfg`, { headers: { 'user-agent': USER_AGENT } });
  const account = simYealink.accountOf(readYealink(await file.text()));
  if (account === undefined) throw new Error(`no account in the file of ${extension}: ${file.status}`);
  return { id, account };
}

export async function deskOf(perch: PerchProcess, { id }: InteropDesk): Promise<DeskView> {
  return (await expectDone(perch.api('GET', `/desks/${id}`))) as DeskView;
}

/** The dial plan as it is, but for this. */
export async function changeDialPlan(perch: PerchProcess, change: object): Promise<void> {
  const before = (await expectDone(perch.api('GET', '/dial-plan'))) as object;
  await expectDone(perch.api('PUT', '/dial-plan', { ...before, ...change }));
}

export async function expectDone(answer: ReturnType<PerchProcess['api']>): Promise<unknown> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
