import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import type { DeskRow } from '#server/hotdesk/desks.ts';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { noteOtherCertificate } from '#server/hotdesk/note-other-certificate.ts';
import type { DeviceCertificate } from './device-certificate.ts';
import { RecentlySeen } from './recently-seen.ts';

const TOLD_AGAIN_MS = 3_600_000;

export const isOf = (certificate: DeviceCertificate | undefined, mac: string): boolean =>
  certificate?.macs.some((one) => one === mac) ?? false;

/** A certificate that names no phone is its maker's for all: it proves nothing, and refutes nothing. */
export const otherMacIn = (
  certificate: DeviceCertificate | undefined,
  own: string,
): MacAddress | undefined => (isOf(certificate, own) ? undefined : certificate?.macs[0]);

/** Tells the audit log of phones that show another phone's certificate, of each once an hour. */
export class OtherCertificates {
  readonly #deps: HotdeskDeps;
  readonly #told = new RecentlySeen(TOLD_AGAIN_MS);

  constructor(deps: HotdeskDeps) {
    this.#deps = deps;
  }

  async note(shown: { desk: DeskRow; mac: MacAddress; source: string }): Promise<void> {
    if (this.#told.isNews(shown.desk.mac, [shown.mac], this.#deps.clock.nowMs()))
      await noteOtherCertificate(this.#deps, shown);
  }
}
