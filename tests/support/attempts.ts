import { expectedCredential } from '#server/hotdesk/credentials.ts';
import { deskById } from '#server/hotdesk/desk-configuration.ts';
import { isHotdeskError } from '#server/hotdesk/errors.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { noteDownload, noteRegistration } from '#server/hotdesk/settle.ts';
import { type SipBinding, storeBindings } from '#server/hotdesk/sip-directory.ts';
import type { Office } from './office.ts';

/** `done`, or the code of the refusal. What is no refusal is a bug, and thrown on. */
export async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    if (isHotdeskError(error)) return error.code;
    throw error;
  }
}

type LogInAs = { deskId: string; extension: string; pin?: string; takeOver?: boolean };

/** Logs in with the PIN that a test's people have unless it is another. */
export const logInAs = (office: Office, { pin = '4321', takeOver = false, ...who }: LogInAs) =>
  logIn({ ctx: office.ctx, input: { ...who, pin, takeOver, via: 'api' } });

/** A registration as the registrar stores it. */
export function bindingOf(deskId: string, authName: string, expiresAtMs: number): SipBinding {
  const binding = {
    authName,
    deskId,
    contact: 'sip:phone@192.0.2.1:5060',
    callId: 'c',
    cseq: 1,
    qThousandths: 1000,
    path: [],
    flow: {
      transport: 'udp',
      remote: { address: '192.0.2.1', port: 5060 },
      local: { address: '192.0.2.9', port: 5060 },
    },
    userAgent: null,
    expiresAtMs,
  } satisfies { [K in keyof SipBinding]: unknown };
  return binding as unknown as SipBinding;
}

/** The phone registers with what its desk is configured with. Answers the auth user name, and whether it was let in. */
export async function register(office: Office, deskId: string, authName?: string) {
  const name = authName ?? (await expectedCredential(office.ctx.db, deskId))?.authName;
  if (name === undefined) throw new Error('the desk has no credentials');
  const nowMs = office.clock.nowMs();
  const upserts = [bindingOf(deskId, name, nowMs + 600_000)];
  const live = await storeBindings(office.ctx.db, { upserts, removals: [], nowMs });
  return { authName: name, isLetIn: live.has(name) };
}

/** The phone fetches what its desk is configured with, and registers so. */
export async function settle(office: Office, deskId: string): Promise<string> {
  const desk = await deskById(office.ctx.db, deskId);
  if (desk === undefined) throw new Error('there is no such desk');
  const { authName } = await register(office, deskId);
  await noteDownload(office.ctx, { deskId, version: desk.configVersion, httpVersion: 0 });
  await noteRegistration(office.ctx, authName);
  return authName;
}
