import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import { deskById, isSomebodyAt } from '#server/hotdesk/desk-configuration.ts';
import type { DeskRow } from '#server/hotdesk/desks.ts';
import type { DeskId } from '#server/hotdesk/ids.ts';
import {
  type AttentionReason,
  advanceSettling,
  dueDesks,
  needAttention,
  REBOOT_STEP,
} from '#server/hotdesk/settle.ts';
import type { SipCredential } from '#server/hotdesk/sip-directory.ts';
import { type Log, reasonOf } from '#server/ports/log.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import type { DeskCalls } from './desk-calls.ts';
import type { Locations } from './locations.ts';
import { type Notified, notifyPhone } from './notify-phone.ts';
import type { OwnAddress } from './own-address.ts';
import { Pace } from './pace.ts';

/** How a maker's phones are told to look again, and how long they usually take. */
export type Resync = {
  /** Event of the form that does not reboot, and of the stronger one that may; undefined = there is none. */
  sync: string;
  reboot: string | undefined;
  usualSeconds: number;
  rebootSeconds: number;
};

export type SettleWatchDeps = {
  hotdesk: HotdeskDeps;
  locations: Locations;
  deskCalls: DeskCalls;
  run(work: (engine: SipEngine, nowMs: number) => void): void;
  /** Undefined for a maker that cannot be told. */
  resyncOf(vendor: string, model: string | null): Resync | undefined;
  own: OwnAddress;
  scheduler: Scheduler;
  /** By its own web page, from where it registered; undefined = it is not registered. */
  askWebPage(desk: DeskRow, heardFrom: string | undefined): Promise<void>;
  /** What became of a NOTIFY, for people to look at. */
  onNotified(deskId: DeskId, event: string, outcome: Notified): void;
  log: Log;
};

/** One second after the last BYE: a Yealink that is told during a call looks again only every 30 s. */
const AFTER_CALL_MS = 1_000;
/** What was due while nobody looked (another process died) is found this late at the most. */
const SCAN_MS = 5_000;
/** A phone that has never been heard of may still be in its box. */
const FIRST_CONTACT_SECONDS = 180;
/** A phone that keeps registering with ended credentials is told again this often. */
const HEAL_EVERY_MS = 15_000;

/** By SIP it was told once, and nothing came of it. */
const WEB_PAGE_STEP = 1;

/**
 * A house that logs out at 18:00 is told one phone after the other: each that is told asks for its files and registers
 * at once. Were more told than are served, those that wait would look as if they had not heard, and be told to restart.
 */
const STEPS_AT_ONCE = { burst: 30, perSecond: 50, underWay: 100, stayMs: 15_000 };

/**
 * Sees to it that phones become what their desks are:
 *
 *     switched ──► check-sync ──► check-sync again ──► the maker's stronger way ──► needs attention
 *                                 and its web page
 *                       └───────────────┴──── downloaded and registered: settled ────────┘
 *
 * Where it stands is in the desk's row, so that a restart goes on where it was.
 */
export class SettleWatch {
  readonly #deps: SettleWatchDeps;
  readonly #looks = new Map<DeskId, () => void>();
  /** When each desk's phone was last told to look, and what it answered. */
  readonly #told = new Map<DeskId, { atMs: number; outcome: Notified }>();
  readonly #healedAtMs = new Map<DeskId, number>();
  /** When a desk's last call ended: a phone that was told as that call began has put it off, and is told again. */
  readonly #idleSinceMs = new Map<DeskId, number>();
  readonly #pace: Pace;
  #stopScanning: () => void = () => {};

  constructor(deps: SettleWatchDeps) {
    this.#deps = deps;
    this.#pace = new Pace(STEPS_AT_ONCE, { clock: deps.hotdesk.clock, scheduler: deps.scheduler });
  }

  start(): void {
    this.#scan();
  }

  stop(): void {
    this.#stopScanning();
    this.#pace.stop();
    for (const stop of this.#looks.values()) stop();
  }

  /** Something about the desk has changed. */
  deskChanged(deskId: DeskId): void {
    this.#lookIn(deskId, 0);
  }

  /** Its phone is what its desk is, or somebody must look: the next one may be told. */
  phoneIsDone(deskId: DeskId): void {
    this.#pace.isOver(deskId);
  }

  /** The last call of a desk has ended. */
  deskIsIdle(deskId: DeskId): void {
    this.#idleSinceMs.set(deskId, this.#deps.hotdesk.clock.nowMs());
    this.#lookIn(deskId, AFTER_CALL_MS);
  }

  /**
   * A phone that is not yet, or no more, what its desk is has shown itself: it is told on the flow that it came by.
   * During a call it is left alone, and so is one that has just said that it will look.
   */
  heal({ deskId }: SipCredential): void {
    const nowMs = this.#deps.hotdesk.clock.nowMs();
    if (this.#deps.deskCalls.isBusy(deskId)) return;
    const told = this.#told.get(deskId);
    if (told?.outcome === 'taken' && nowMs - told.atMs < HEAL_EVERY_MS) return;
    if (nowMs - (this.#healedAtMs.get(deskId) ?? 0) < HEAL_EVERY_MS) return;
    this.#healedAtMs.set(deskId, nowMs);
    void deskById(this.#deps.hotdesk.db, deskId).then(
      (desk) => desk && this.#notify(desk, 'sync'),
      (error: unknown) => this.#deps.log.warn('a desk could not be read', { deskId, error: reasonOf(error) }),
    );
  }

  #lookIn(deskId: DeskId, delayMs: number): void {
    this.#looks.get(deskId)?.();
    const stop = this.#deps.scheduler.after(delayMs, () => {
      this.#looks.delete(deskId);
      this.#orWarn(deskId, this.#look(deskId));
    });
    this.#looks.set(deskId, stop);
  }

  #orWarn(deskId: DeskId, work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#deps.log.warn('a phone could not be looked after', { deskId, error: reasonOf(error) });
    });
  }

  #scan(): void {
    this.#stopScanning = this.#deps.scheduler.after(SCAN_MS, () => this.#scan());
    dueDesks(this.#deps.hotdesk, 200).then(
      (desks) => {
        const isNews = (id: DeskId): boolean => !this.#looks.has(id) && !this.#pace.isWaiting(id);
        for (const { id } of desks) if (isNews(id as DeskId)) this.#lookIn(id as DeskId, 0);
      },
      (error: unknown) => this.#deps.log.warn('due desks could not be read', { error: reasonOf(error) }),
    );
  }

  async #look(deskId: DeskId): Promise<void> {
    const { hotdesk, deskCalls } = this.#deps;
    const desk = await deskById(hotdesk.db, deskId);
    if (desk === undefined || desk.settleDueAt === null || desk.phoneState === 'settled')
      return this.#pace.isOver(deskId);
    const nowMs = hotdesk.clock.nowMs();
    // `deskIsIdle` comes back here.
    if (deskCalls.isBusy(deskId)) return;
    const quietMs = nowMs - (this.#idleSinceMs.get(deskId) ?? 0);
    if (quietMs < AFTER_CALL_MS) return this.#lookIn(deskId, AFTER_CALL_MS - quietMs);
    const isIdleAgain = this.#idleSinceMs.delete(deskId);
    const waitMs = desk.settleDueAt.getTime() - nowMs;
    if (waitMs > 0) {
      this.#lookIn(deskId, waitMs);
      if (isIdleAgain && desk.downloadedVersion !== desk.configVersion) await this.#notify(desk, 'sync');
      return;
    }
    const isUrgent = await isSomebodyAt(hotdesk.db, deskId);
    const work = async (): Promise<void> => {
      if (!(await this.#takeStep(deskId))) this.#pace.isOver(deskId);
    };
    this.#pace.turn(deskId, { work: () => this.#orWarn(deskId, work()), isUrgent });
  }

  /** Its turn may have come late: what it is about to do must still be due. Answers whether the phone is about to come. */
  async #takeStep(deskId: DeskId): Promise<boolean> {
    const { hotdesk, locations, resyncOf, deskCalls } = this.#deps;
    const desk = await deskById(hotdesk.db, deskId);
    const nowMs = hotdesk.clock.nowMs();
    if (desk === undefined || desk.settleDueAt === null || desk.phoneState === 'settled') return false;
    if (desk.settleDueAt.getTime() > nowMs || deskCalls.isBusy(deskId)) return false;
    const { configVersion, settleStep } = desk;
    const isKnown = locations.lastHeard(deskId) !== undefined;
    const resync = resyncOf(desk.vendor, desk.model);
    const isReboot = settleStep === REBOOT_STEP;
    const isOver = settleStep > REBOOT_STEP || (isReboot && isKnown && resync?.reboot === undefined);
    if (isOver) {
      await this.#giveUp(desk, isKnown);
      return false;
    }
    const own = isReboot ? resync?.rebootSeconds : resync?.usualSeconds;
    const seconds = (isKnown ? own : undefined) ?? FIRST_CONTACT_SECONDS;
    // A phone that nobody knows a way to cannot be told: it gets its time, and then somebody must look.
    const step = isKnown ? settleStep + 1 : REBOOT_STEP + 1;
    const dueAtMs = nowMs + seconds * 1_000;
    await advanceSettling(hotdesk, { deskId, configVersion, step, dueAtMs, isTold: isKnown });
    this.#lookIn(deskId, seconds * 1_000);
    const outcome = isKnown ? await this.#notify(desk, isReboot ? 'reboot' : 'sync') : undefined;
    if (!isKnown || settleStep === WEB_PAGE_STEP) await this.#askWebPage(desk);
    return outcome === 'taken';
  }

  async #askWebPage(desk: DeskRow): Promise<void> {
    const heard = this.#deps.locations.lastHeard(desk.id as DeskId);
    await this.#deps.askWebPage(desk, heard?.flow.remote.address);
  }

  #giveUp(desk: DeskRow, isKnown: boolean): Promise<void> {
    const { hotdesk } = this.#deps;
    const deskId = desk.id as DeskId;
    const { configVersion, settleStep: step, releasedAt } = desk;
    // Nobody waits for the phone of a removed desk.
    if (releasedAt !== null) return advanceSettling(hotdesk, { deskId, configVersion, step, dueAtMs: null });
    return needAttention(hotdesk, { deskId, configVersion, reason: this.#reason(desk, isKnown) });
  }

  async #notify(desk: DeskRow, form: 'sync' | 'reboot'): Promise<Notified | undefined> {
    const { locations, resyncOf, run, hotdesk, own, log } = this.#deps;
    const deskId = desk.id as DeskId;
    const to = locations.lastHeard(deskId);
    const event = resyncOf(desk.vendor, desk.model)?.[form];
    if (to === undefined || event === undefined) return undefined;
    const secret = hotdesk.secrets.sipSecret(to.authName);
    const atMs = hotdesk.clock.nowMs();
    const outcome = await notifyPhone({ run, to, event, secret, own });
    this.#told.set(deskId, { atMs, outcome });
    this.#deps.onNotified(deskId, event, outcome);
    log.info('a phone was told to look again', { deskId, event, outcome });
    return outcome;
  }

  #reason(desk: DeskRow, isKnown: boolean): AttentionReason {
    if (desk.downloadedVersion === desk.configVersion) return 'downloaded_not_registered';
    if (!isKnown) return 'never_seen';
    const outcome = this.#told.get(desk.id as DeskId)?.outcome;
    if (outcome === 'unreachable') return 'not_reachable';
    return outcome === undefined || outcome === 'taken' ? 'not_downloaded' : 'refused_notify';
  }
}
