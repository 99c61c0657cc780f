import type { HotdeskContext } from '#server/hotdesk/context.ts';
import { noteRpsTest, requireProvider, rpsCredentials } from '#server/hotdesk/rps/accounts.ts';
import { rpsSentence } from '#server/hotdesk/rps/error-codes.ts';
import type { AccountFacts } from './provider.ts';
import { makeProvider, type ProviderWorld } from './providers-of-accounts.ts';

export type AccountCheck =
  | ({ ok: true } & AccountFacts)
  | { ok: false; error: { code: string; message: string } };

type Args = { ctx: HotdeskContext; input: { provider: string }; world: ProviderWorld };

/** Asks the service whether it lets the account in, and keeps the answer. @throws HotdeskError `not_found` */
export async function checkRpsAccount({ ctx, input, world }: Args): Promise<AccountCheck> {
  const id = requireProvider(input.provider);
  const credentials = await rpsCredentials({ ctx, input });
  const provider = makeProvider(ctx, { id, credentials }, world);
  const checked = provider.ok ? await provider.value.checkCredentials() : provider;
  await noteRpsTest(ctx, id, checked.ok ? null : checked.error.code);
  if (checked.ok) return { ok: true, ...checked.value };
  const { code } = checked.error;
  return { ok: false, error: { code, message: rpsSentence(code) } };
}
