import type { z } from 'zod';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { HttpsAnswer } from '../https.ts';
import type { Lookup, RpsPhone } from '../provider.ts';
import { jsonOf, readJson } from '../read-json.ts';
import { notRefused } from '../refusals.ts';
import { type RpsError, rpsError } from '../rps-error.ts';
import { type EndpointBody, endpoint, errorBody } from './api-types.ts';

type Question = { readonly isWrite: boolean; readonly nowMs: number };

/**
 * The answer, unless it says no. Somebody else's phone shows by what the service says; which HTTP status it says it with is
 * UNVERIFIED, so that is not looked at.
 */
export function accepted(answer: HttpsAnswer, question: Question): Result<HttpsAnswer, RpsError> {
  const { status } = answer;
  if (status >= 200 && status < 300) return ok(answer);
  if (status >= 400 && status < 500 && isTaken(answer.text))
    return err(rpsError('owned_by_other', `${status}`));
  const taken = notRefused(answer, question);
  if (!taken.ok) return taken;
  return err(rpsError(status === 404 ? 'not_found' : 'bad_response', `${status}`));
}

function isTaken(text: string): boolean {
  const body = errorBody.safeParse(jsonOf(text)).data;
  const said = `${body?.message ?? body?.error ?? body?.detail ?? ''}`.toLowerCase();
  return (
    said.includes('taken_mac_or_forbidden') || (said.includes('permission') && said.includes('endpoint'))
  );
}

export function told<T>(schema: z.ZodType<T>, answer: HttpsAnswer, nowMs: number): Result<T, RpsError> {
  const taken = accepted(answer, { isWrite: false, nowMs });
  return taken.ok ? readJson(schema, answer, false) : taken;
}

/** A write is done where the answer is empty or JSON: a page for people comes from somewhere else. */
export function doneOf(answer: HttpsAnswer, nowMs: number): Result<void, RpsError> {
  const taken = accepted(answer, { isWrite: true, nowMs });
  if (!taken.ok) return taken;
  const isAnswered = answer.text.trim() === '' || jsonOf(answer.text) !== undefined;
  return isAnswered ? ok(undefined) : err(rpsError('uncertain_write'));
}

type Asked = { readonly mac: MacAddress; readonly settingId: string; readonly nowMs: number };

/** 404 is not ours: it may be somebody else's, which shows when it is registered. */
export function lookupOf(answer: HttpsAnswer, { mac, settingId, nowMs }: Asked): Result<Lookup, RpsError> {
  const found = told(endpoint, answer, nowMs);
  if (found.ok) {
    if (found.value.mac.toLowerCase() !== mac) return err(rpsError('bad_response'));
    const value = found.value.settings_manager?.[settingId]?.value;
    return ok({ kind: 'ours', ...(typeof value === 'string' && value !== '' ? { url: value } : {}) });
  }
  if (found.error.code === 'not_found') return ok({ kind: 'unknown' });
  return found.error.code === 'owned_by_other' ? ok({ kind: 'foreign' }) : found;
}

export const endpointBody = ({ mac, url, label }: RpsPhone, settingId: string): EndpointBody => ({
  ...{ mac, autoprovisioning_enabled: true },
  settings_manager: { [settingId]: { value: url, attrs: { perm: 'RW' } } },
  ...(label ? { name: label } : {}),
});

/**
 * A link as it stands in an answer, read from where that came from. `bad_response` for one that leads to another host: whoever is
 * there would be sent our signature.
 */
export function linkOf(text: string, from: URL): Result<URL, RpsError> {
  const url = URL.canParse(text, from.href) ? new URL(text, from) : undefined;
  return url?.origin === from.origin ? ok(url) : err(rpsError('bad_response'));
}

/** RFC 8288: the target of `rel="next"`. */
export function nextPage(link: string | undefined): string | undefined {
  const targets = (link ?? '').matchAll(/<([^>]*)>([^<]*)/g);
  for (const [, target, parameters] of targets)
    if (/;\s*rel="?next"?\s*(?:[;,]|$)/i.test(parameters ?? '')) return target;
  return undefined;
}
