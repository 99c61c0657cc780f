import type { DigestCredentials } from '#server/digest/credentials.ts';
import { isRightResponse } from '#server/digest/response.ts';
import { type Nonces, REALM } from './http-digest.ts';
import { ENCRYPTED_FOLDER } from './request-path.ts';

/** What a desk remembers of what its phone was given. */
export type Given = {
  id: string;
  configVersion: number;
  /** The version whose file was last sent whole; null = nothing was ever given. */
  downloadedVersion: number | null;
  /** The version whose credentials the phone has proved to hold; 0 = none. */
  httpVersion: number;
  rearmedUntil: Date | null;
};

export type Access =
  /** `httpVersion`: whose credentials were proved; 0 where none were needed and none came. */
  { is: 'granted'; httpVersion: number } | { is: 'challenged'; isStale: boolean } | { is: 'uncertified' };

type Question = {
  desk: Given;
  credentials: DigestCredentials | undefined;
  /** Whether the request came with a verified certificate that has the MAC of the desk's phone. */
  hasOwnCertificate: boolean;
  /** Whether nobody but the phone can know the token: then the first who holds it may be let in. */
  isTokenSecret: boolean;
  /** Whether it asks for the file that only who holds the secret of its last one can read. */
  isEncrypted: boolean;
  /** Whether its make gets nothing without a certificate. */
  needsCertificate: boolean;
  method: string;
  nonces: Nonces;
  nowMs: number;
  /** The HTTP password of a configuration version. */
  secretOf(version: number): string;
};

/**
 * Whether a request that holds the token gets the configuration (invariant 6). A phone that was given credentials must
 * prove them; those of the current version are good, those of the last file that was sent, and those last proved,
 * because a phone changes them only when it has taken the next file. One that was reset is let back in while re-armed,
 * and always with its maker's certificate, which it cannot lose; that alone counts where the token can be overheard. An encrypted file is of use to who can prove them only.
 */
export function decideAccess(question: Question): Access {
  const { desk, credentials, nonces, nowMs } = question;
  const hasNothing = desk.downloadedVersion === null && desk.httpVersion === 0;
  const needsCertificate = question.needsCertificate || (hasNothing && !question.isTokenSecret);
  if (needsCertificate && !question.hasOwnCertificate) return { is: 'uncertified' };
  const proved = credentials === undefined ? undefined : provedVersion(question, credentials);
  const isFresh = credentials !== undefined && nonces.isFresh(credentials.nonce, nowMs);
  if (proved !== undefined && isFresh) return { is: 'granted', httpVersion: proved };
  const isRearmed = desk.rearmedUntil !== null && desk.rearmedUntil.getTime() > nowMs;
  const isLetIn = question.hasOwnCertificate || (question.isTokenSecret && (hasNothing || isRearmed));
  if (isLetIn && !question.isEncrypted) return { is: 'granted', httpVersion: 0 };
  return { is: 'challenged', isStale: proved !== undefined };
}

function provedVersion(
  { desk, method, secretOf, isEncrypted }: Question,
  credentials: DigestCredentials,
): number | undefined {
  if (credentials.username !== desk.id || credentials.realm !== REALM) return undefined;
  // RFC 7616 3.4.6: what was overheard on its way to the encrypted file must not open the other.
  if (credentials.uri.includes(`/${ENCRYPTED_FOLDER}/`) !== isEncrypted) return undefined;
  const versions = [desk.configVersion, desk.downloadedVersion ?? 0, desk.httpVersion];
  return versions.find((version) => version > 0 && isRightResponse(credentials, secretOf(version), method));
}
