import { writeAudit } from './audit.ts';
import type { HotdeskContext } from './context.ts';
import { HotdeskError } from './errors.ts';
import { writeEvent } from './events.ts';
import type { GatewayRow } from './gateways.ts';
import type { GatewayId } from './ids.ts';

/** @throws HotdeskError `invalid` */
export function requireNameToRegister({
  registers,
  username,
}: {
  registers: boolean;
  username?: string | null | undefined;
}): void {
  if (!registers || username) return;
  const message = 'To register there, Perch needs the user name.';
  const reasons = { username: { code: 'name_to_register', about: '' } } as const;
  throw new HotdeskError('invalid', message, { fields: { username: message }, reasons });
}

const NONCE_BYTES = 12;

/** What is to be stored: undefined stays as it is, null goes. */
export function sealed(ctx: HotdeskContext, secret: string | null | undefined): string | null | undefined {
  return secret ? ctx.secrets.seal(secret, ctx.random.bytes(NONCE_BYTES)) : secret;
}

const ACTIONS = {
  created: 'gateway.created',
  edited: 'gateway.changed',
  removed: 'gateway.removed',
} as const;

/** Writes audit and event; answers the event's number. */
export async function tellGateway(
  ctx: HotdeskContext,
  { id, name, host }: GatewayRow,
  ...[what, changed]: [what: keyof typeof ACTIONS, changed?: string]
): Promise<number> {
  const subject = { kind: 'gateway' as const, id, label: name };
  await writeAudit(ctx, {
    action: ACTIONS[what],
    subject,
    details: { host, ...(changed === undefined ? {} : { changed }) },
  });
  const { tenantId } = ctx;
  return writeEvent(ctx, { type: 'gateway', what, tenantId, gatewayId: id as GatewayId });
}
