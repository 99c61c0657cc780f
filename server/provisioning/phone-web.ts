import { isIPv6 } from 'node:net';
import { eq } from 'drizzle-orm';
import { phones } from '#db/schema/index.ts';
import { readSettings } from '#server/hotdesk/change-settings.ts';
import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import type { DeskRow } from '#server/hotdesk/desks.ts';
import type { TenantId } from '#server/hotdesk/ids.ts';
import type { Log } from '#server/ports/log.ts';
import { randomToken } from '#server/ports/random.ts';
import { makeFacts } from './make-facts.ts';
import { vendorById } from './vendors/index.ts';
import type { WebRequest } from './vendors/vendor.ts';

/** Who signs in, with a client nonce where the page wants a digest. */
export type Signing = { username: string; password: string; cnonce: string };

type Deps = {
  hotdesk: Pick<HotdeskDeps, 'db' | 'secrets' | 'random'>;
  /** Whether an address is of a network of one's own. */
  isLocal(address: string): boolean;
  /** Answers the status of the first request that is answered, or why the last one was not. */
  firstAnswer(requests: readonly WebRequest[], signing: Signing): Promise<number | string>;
  log: Log;
};

/**
 * Asks a phone's own web page to look for its configuration: where the tenant allows it, only on the LAN, and only at
 * an address of a network of one's own, whatever a phone says of itself.
 */
export class PhoneWeb {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @param heardFrom where it registered from; undefined = wherever it was last seen */
  async ask(desk: DeskRow, heardFrom: string | undefined): Promise<void> {
    const { hotdesk, isLocal, firstAnswer, log } = this.#deps;
    const trigger = vendorById(desk.vendor)?.webTrigger;
    if (trigger === undefined || desk.network !== 'lan') return;
    const { asksPhoneWebPages } = await readSettings({ db: hotdesk.db, tenantId: desk.tenantId as TenantId });
    if (!asksPhoneWebPages) return;
    const address = heardFrom ?? (await this.#lastSeenAt(desk.mac));
    if (address === undefined || !isLocal(address)) return;
    const { adminUsername: username, adminPasswordOf } = makeFacts(desk.vendor, desk.model);
    const password = adminPasswordOf(hotdesk.secrets.phoneAdminSecret(desk.id));
    const cnonce = randomToken(hotdesk.random, 16);
    const requests = trigger(isIPv6(address) ? `[${address}]` : address);
    const status = await firstAnswer(requests, { username, password, cnonce });
    log.info('a phone was asked by its web page to look again', { deskId: desk.id, status });
  }

  async #lastSeenAt(mac: string): Promise<string | undefined> {
    const [phone] = await this.#deps.hotdesk.db
      .select({ ip: phones.ip })
      .from(phones)
      .where(eq(phones.mac, mac));
    return phone?.ip ?? undefined;
  }
}
