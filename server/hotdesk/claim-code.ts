import { createHmac } from 'node:crypto';
import type { DerivedSecrets } from './derived-secrets.ts';

type Secrets = Pick<DerivedSecrets, 'key'>;

export const CLAIM_CODE_DIGITS = 8;

/** The code that a waiting phone shows, from its random token: it stands nowhere, and each process can say it. */
export function claimCodeOf(secrets: Secrets, token: string): string {
  const number = createHmac('sha256', secrets.key('claim-code')).update(token).digest().readBigUInt64BE();
  return `${number % 10n ** BigInt(CLAIM_CODE_DIGITS)}`.padStart(CLAIM_CODE_DIGITS, '0');
}

/** By what a code is found. Without the server's key eight digits are not to be guessed from it. */
export const claimCodeHash = (secrets: Secrets, code: string): string =>
  createHmac('sha256', secrets.key('claim-code-hash')).update(code).digest('base64url');

/** `4827 1639`: as people read it out. */
export const spacedCode = (code: string): string => code.replace(/^(\d{4})(?=\d)/, '$1 ');
