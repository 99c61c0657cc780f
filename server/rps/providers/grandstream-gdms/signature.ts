import { createHash } from 'node:crypto';

export type GdmsKey = { readonly clientId: string; readonly clientSecret: string };

/**
 * What a call is signed with. `parameters` are those of the query and, of a form, its texts and the MD5 of each of its files; a JSON
 * body joins with its hash. The secret signs and never travels.
 */
export function gdmsSignature(
  { clientId, clientSecret }: GdmsKey,
  parameters: Readonly<Record<string, string>>,
  body?: string,
): string {
  const all = Object.entries({ ...parameters, client_id: clientId, client_secret: clientSecret });
  const sorted = all.toSorted(([one], [other]) => (one < other ? -1 : 1));
  const text = `&${sorted.map(([name, value]) => `${name}=${value}`).join('&')}&`;
  return sha256(body === undefined ? text : `${text}${sha256(body)}&`);
}

/** A password as the token is asked for with. */
export const gdmsPassword = (password: string): string => sha256(md5(password));

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
