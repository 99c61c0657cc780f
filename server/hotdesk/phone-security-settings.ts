import { readSettings, saveSettings } from './change-settings.ts';
import type { HotdeskContext } from './context.ts';
import { HotdeskError } from './errors.ts';
import type { PhoneSecurityInput } from './schemas.ts';

/** How phones get their files, by their makers. */
export type PhoneSecurityView = {
  /** Makers whose phones get their files encrypted, from the second on. */
  encrypted: string[];
  /** Makers whose phones can read encrypted files. */
  encryptable: string[];
  /** Makers whose phones get no file without the certificate that their maker gave them. */
  certified: string[];
  /** Whether this server asks phones for certificates. */
  asksForCertificates: boolean;
};

/** What the domain is told of this server and of makers. */
export type PhoneSecurityFacts = Pick<PhoneSecurityView, 'encryptable' | 'asksForCertificates'>;

type Args = { ctx: HotdeskContext; facts: PhoneSecurityFacts };

export async function getPhoneSecurity({ ctx, facts }: Args): Promise<PhoneSecurityView> {
  const { encryptedMakes, certifiedMakes } = await readSettings(ctx);
  return { encrypted: encryptedMakes, certified: certifiedMakes, ...facts };
}

/**
 * Phones whose files are to be encrypted from now on, or no more, are told.
 *
 * @throws HotdeskError `invalid` for a maker that cannot, or for certificates that nobody asks for
 */
export async function setPhoneSecurity({
  ctx,
  input,
  facts,
}: Args & { input: PhoneSecurityInput }): Promise<PhoneSecurityView> {
  refuseWhatCannotBe(input, facts);
  const { encrypted: encryptedMakes, certified: certifiedMakes } = input;
  const details = { encrypted: encryptedMakes.join(', '), certified: certifiedMakes.join(', ') };
  const changed = { action: 'phone_security.changed', label: 'Files of phones', details } as const;
  await saveSettings(ctx, { encryptedMakes, certifiedMakes }, changed);
  return getPhoneSecurity({ ctx, facts });
}

function refuseWhatCannotBe({ encrypted, certified }: PhoneSecurityInput, facts: PhoneSecurityFacts): void {
  const cannot = encrypted.find((make) => !facts.encryptable.includes(make));
  if (cannot !== undefined) throw refusal('encrypted', `Files for ${cannot} cannot be encrypted.`);
  if (certified.length > 0 && !facts.asksForCertificates)
    throw refusal('certified', 'This server asks phones for no certificates: set PHONE_CA first.');
}

const refusal = (field: string, message: string): HotdeskError =>
  new HotdeskError('invalid', message, { fields: { [field]: message } });
