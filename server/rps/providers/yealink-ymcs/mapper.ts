import type { z } from 'zod';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { HttpsAnswer } from '../../https.ts';
import type { Ours, RpsPhone, Written } from '../../provider.ts';
import { jsonOf, readJson } from '../../read-json.ts';
import { type RpsError, rpsError } from '../../rps-error.ts';
import type { Token } from '../../token-cache.ts';
import {
  addedDevice,
  bulkResult,
  type Device,
  devicePage,
  devicePins,
  errorBody,
  type NewDevice,
  tokenAnswer,
} from './api-types.ts';
import { accepted, bulkError } from './refusals.ts';

export function tokenOf(answer: HttpsAnswer, nowMs: number): Result<Token, RpsError> {
  const told = read(tokenAnswer, answer, nowMs);
  // RFC 6749 5.2: a client that is not known is 400 or 401.
  if (!told.ok) return answer.status === 400 ? err({ ...told.error, code: 'auth_failed' }) : told;
  const { access_token: access, expires_in: lifetimeSeconds = 0 } = told.value;
  return ok({ access, lifetimeSeconds });
}

/** HTTP 401, or by code: 900440 is the end of a session, whose HTTP status is UNVERIFIED. */
export function isTokenRefused(answer: HttpsAnswer): boolean {
  const code = errorBody.safeParse(jsonOf(answer.text)).data?.code;
  return answer.status === 401 || `${code}` === '900401' || `${code}` === '900440';
}

export const pageOf = (answer: HttpsAnswer, nowMs: number): Result<z.infer<typeof devicePage>, RpsError> =>
  read(devicePage, answer, nowMs);

/** The filter is fuzzy: only the whole MAC is the phone's. */
export const isOf = (mac: MacAddress, device: Pick<Device, 'mac'>): boolean =>
  device.mac.toLowerCase().replace(/[^0-9a-f]/g, '') === mac;

export const oursOf = ({ id, uniqueServerUrl, serverUrl, lastConnected }: Device): Ours => {
  const url = uniqueServerUrl || serverUrl;
  const lastSeenAt = lastConnected ? { lastSeenAt: new Date(lastConnected) } : {};
  return { kind: 'ours', remoteId: id, ...(url ? { url } : {}), ...lastSeenAt };
};

export const newDevice = ({ mac, serial, url, label }: RpsPhone): NewDevice => ({
  ...{ mac, uniqueServerUrl: url },
  ...(serial ? { sn: serial } : {}),
  ...(label ? { remark: label } : {}),
});

/** 201 with the record. Another success is none that this call has. */
export function addedOf(answer: HttpsAnswer, nowMs: number): Result<Written, RpsError> {
  const taken = accepted(answer, { isWrite: true, nowMs });
  if (!taken.ok) return taken;
  const told = readJson(addedDevice, answer, true);
  return told.ok && answer.status === 201 ? ok({ remoteId: told.value.id }) : inDoubt;
}

/**
 * 204. An entry that is gone since it was looked up is to be looked up again; an unknown id may also be 900400, as what is wrong with
 * the request is.
 */
export function changedOf(answer: HttpsAnswer, nowMs: number): Result<Written, RpsError> {
  const taken = accepted(answer, { isWrite: true, nowMs });
  if (taken.ok) return answer.status === 204 ? ok({}) : inDoubt;
  const { code, vendorCode } = taken.error;
  return code === 'not_found' ? err(rpsError('uncertain_write', vendorCode)) : taken;
}

/** 200, and what was not done stands in it. */
export function bulkOf(answer: HttpsAnswer, nowMs: number): Result<void, RpsError> {
  const taken = accepted(answer, { isWrite: true, nowMs });
  if (!taken.ok) return taken;
  const told = readJson(bulkResult, answer, true);
  if (!told.ok) return told;
  const { successCount, failureCount, errors } = told.value;
  const [failed] = errors ?? [];
  if (failed) return err(bulkError(failed.errorInfo || failed.msg || ''));
  return failureCount === 0 && successCount > 0 ? ok(undefined) : inDoubt;
}

export function pinOf(answer: HttpsAnswer, mac: MacAddress, nowMs: number): string | undefined {
  const told = read(devicePins, answer, nowMs);
  return (told.ok && told.value.find((one) => isOf(mac, one))?.pin) || undefined;
}

function read<T>(schema: z.ZodType<T>, answer: HttpsAnswer, nowMs: number): Result<T, RpsError> {
  const taken = accepted(answer, { isWrite: false, nowMs });
  return taken.ok ? readJson(schema, answer, false) : taken;
}

const inDoubt = err(rpsError('uncertain_write'));
