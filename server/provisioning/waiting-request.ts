import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { seePhone } from '#server/hotdesk/phones.ts';
import { waitingPhoneByToken } from '#server/hotdesk/waiting-phones.ts';
import type { DeviceCertificate } from './device-certificate.ts';
import { answerFile, type FileAnswer, type FileRequest, readyFile } from './file-answer.ts';
import { identifyPhone } from './identify.ts';
import { isOf, otherMacIn } from './other-certificates.ts';
import { describeWaiting } from './phone-config.ts';
import type { RecentlySeen } from './recently-seen.ts';
import type { RequestPath } from './request-path.ts';
import { vendorById } from './vendors/index.ts';

type Waiting = {
  deps: HotdeskDeps & { phonesUrl: string; isTokenSecret?: boolean };
  request: Omit<FileRequest, 'range'> & {
    range?: string | undefined;
    source: string;
    userAgent: string | undefined;
    certificate?: DeviceCertificate | undefined;
  };
  path: RequestPath;
  recentlySeen: RecentlySeen;
};

type Answer = Pick<FileAnswer, 'status' | 'headers' | 'body'>;

/**
 * What a phone gets that has no desk yet: a file that makes its display say something, and gives nobody a call.
 * Undefined: the token is of no such phone.
 */
export async function answerWaiting(waiting: Waiting): Promise<Answer | 'not-here' | undefined> {
  const { deps, request, path, recentlySeen } = waiting;
  const state = await waitingPhoneByToken(deps, path.token);
  if (state === undefined) return undefined;
  const said = identifyPhone(request.userAgent);
  if ([said?.mac, ...path.macs].some((mac) => mac !== undefined && mac !== state.mac)) return 'not-here';
  if (otherMacIn(request.certificate, state.mac) !== undefined) return 'not-here';
  // Its file may show the code by which it is claimed.
  if (deps.isTokenSecret === false && !isOf(request.certificate, state.mac)) return 'not-here';
  const { source: ip } = request;
  if (said !== undefined) {
    const { vendor, model, firmware } = said;
    const mac = state.mac as MacAddress;
    if (recentlySeen.isNews(mac, [vendor, model, firmware, ip], deps.clock.nowMs()))
      await seePhone(deps, { mac, vendor, model, firmware, ip });
  }
  const phone = describeWaiting({ ...state, model: said?.model ?? state.model }, deps);
  const file = vendorById(state.vendor)?.waitingFileFor?.(path.name, phone);
  if (file === undefined || !['GET', 'HEAD'].includes(request.method)) return 'not-here';
  const { method, ifNoneMatch, range } = request;
  const { status, headers, body } = answerFile(readyFile(file), { method, ifNoneMatch, range });
  return { status, headers, body };
}
