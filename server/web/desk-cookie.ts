import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DerivedSecrets } from '#server/hotdesk/derived-secrets.ts';
import { readCookie, writeCookie } from './cookies.ts';

const NAME = 'perch.desk';
/** As long as anybody keeps a desk. The desk session itself says when it is over. */
const MAX_AGE_SECONDS = 7 * 24 * 3_600;

/** What proves that a browser logged in at a desk: the desk session's id and our signature. */
export function deskCookie(secrets: DerivedSecrets, deskSessionId: string, isSecure: boolean): string {
  const value = `${deskSessionId}.${sign(secrets, deskSessionId)}`;
  return writeCookie(NAME, value, { maxAgeSeconds: MAX_AGE_SECONDS, isSecure });
}

export const clearedDeskCookie = (isSecure: boolean): string =>
  writeCookie(NAME, '', { maxAgeSeconds: 0, isSecure });

/** The desk session that this browser opened, if it says so truly. */
export function deskSessionOfCookie(secrets: DerivedSecrets, header: string | null): string | undefined {
  const [deskSessionId = '', signature = ''] = (readCookie(header, NAME) ?? '').split('.');
  const [expected, given] = [Buffer.from(sign(secrets, deskSessionId)), Buffer.from(signature)];
  return expected.length === given.length && timingSafeEqual(expected, given) ? deskSessionId : undefined;
}

const sign = (secrets: DerivedSecrets, deskSessionId: string): string =>
  createHmac('sha256', secrets.key('desk-cookie')).update(deskSessionId).digest('base64url');
