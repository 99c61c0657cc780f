import type { DeskPatch, Step, UserPatch } from './steps.ts';
import { WrongPins } from './wrong-pins.ts';

export type ModelUser = { extension: string; name: string; pin: string; hotDesking: boolean };
export type ModelCredential = { extension: string; isLive: boolean; boundUntilMs: number };
export type ModelDesk = {
  extension: string;
  displayName: string;
  isRemoved: boolean;
  occupant: ModelUser | null;
  sessionState: 'switched' | 'settled' | 'attention';
  phoneState: 'updating' | 'settled' | 'attention';
  hasDownloaded: boolean;
  /** Oldest first. */
  credentials: ModelCredential[];
  labels: number;
  links: number;
  wrongPins: WrongPins;
};

export type Played = { outcome: string; lockedForMs?: number; audit: string[] };

const BOUND_MS = 600_000;
const done = (...audit: string[]): Played => ({ outcome: 'done', audit });
const refused = (outcome: string, ...audit: string[]): Played => ({ outcome, audit });

/** What an office must be after anything that happens in it. Knows no database, no SIP, no secrets. */
export class OfficeModel {
  nowMs: number;
  readonly desks: ModelDesk[] = [];
  readonly users = new Map<string, ModelUser>();
  readonly #wrongPins = new Map<string, WrongPins>();

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  deskOf(place: number): ModelDesk {
    const desk = this.desks[place % this.desks.length];
    if (desk === undefined) throw new Error('an office has a desk');
    return desk;
  }

  expectedOf(desk: ModelDesk): ModelCredential | undefined {
    return desk.credentials.findLast(({ isLive }) => isLive);
  }

  isLocked(extension: string): boolean {
    return this.wrongPinsOf(extension).lockedForMs(this.nowMs) > 0;
  }

  wrongPinsOf(extension: string): WrongPins {
    const known = this.#wrongPins.get(extension) ?? new WrongPins(5, false);
    this.#wrongPins.set(extension, known);
    return known;
  }

  play(step: Exclude<Step, { does: 'logIn' }>): Played {
    switch (step.does) {
      case 'logOut':
        return this.#logOut(this.deskOf(step.desk));
      case 'download':
      case 'register':
      case 'needAttention':
        return this.#phone(step.does, this.deskOf(step.desk));
      case 'createUser':
        return this.#createUser(step);
      case 'deleteUser':
        return this.#withUser(step.extension, (user) => this.#deleteUser(user));
      case 'unlock':
        return this.#withUser(step.extension, () => {
          this.wrongPinsOf(step.extension).clear();
          return done('user.unlocked');
        });
      case 'updateUser':
        return this.#withUser(step.extension, (user) => this.#updateUser(user, step.patch));
      case 'createDesk':
        return this.#createDesk(step.extension);
      case 'wait':
        this.nowMs += step.ms;
        return done();
      case 'updateDesk':
        return this.#withDesk(step.desk, (desk) => this.#updateDesk(desk, step.patch));
      default: {
        const { does } = step;
        return this.#withDesk(step.desk, (desk) => this.#changeDesk(desk, does));
      }
    }
  }

  /** One attempt. */
  logIn(desk: ModelDesk, who: { extension: string; pin: string; takeOver: boolean }): Played {
    if (desk.isRemoved) return refused('not_found');
    const own = this.wrongPinsOf(who.extension);
    const lockedForMs = Math.max(own.lockedForMs(this.nowMs), desk.wrongPins.lockedForMs(this.nowMs));
    if (lockedForMs > 0) return { outcome: 'locked', lockedForMs, audit: [] };
    const user = this.users.get(who.extension);
    if (user?.pin !== who.pin || !user.hotDesking) {
      desk.wrongPins.wrong(this.nowMs);
      const locks = own.wrong(this.nowMs) ? ['user.locked'] : [];
      return refused('wrong_pin', 'log_in.refused', ...locks);
    }
    own.right(this.nowMs);
    desk.wrongPins.right(this.nowMs);
    return this.#sitDown(desk, user, who.takeOver);
  }

  #sitDown(desk: ModelDesk, user: ModelUser, takeOver: boolean): Played {
    if (desk.occupant === user) return done();
    if (desk.occupant !== null && !takeOver) return refused('desk_occupied');
    const audit = desk.occupant === null ? [] : this.#endSession(desk);
    audit.push(...this.#leaveAll(user));
    desk.occupant = user;
    this.#give(desk, user.extension);
    this.#tellPhone(desk);
    return done(...audit, 'desk_session.started');
  }

  #logOut(desk: ModelDesk): Played {
    if (desk.isRemoved) return refused('not_found');
    if (desk.occupant === null) return refused('not_logged_in');
    return done(...this.#leaveAll(desk.occupant));
  }

  #leaveAll(user: ModelUser): string[] {
    return this.desks
      .filter(({ occupant }) => occupant === user)
      .flatMap((desk) => {
        const audit = this.#endSession(desk);
        this.#give(desk, desk.extension);
        this.#tellPhone(desk);
        return audit;
      });
  }

  /** The credentials of a desk session end with it; those of the desk stay. */
  #endSession(desk: ModelDesk): string[] {
    const expected = this.expectedOf(desk);
    if (expected !== undefined) expected.isLive = false;
    desk.occupant = null;
    return ['desk_session.ended'];
  }

  #give(desk: ModelDesk, extension: string): void {
    desk.credentials.push({ extension, isLive: true, boundUntilMs: 0 });
  }

  #tellPhone(desk: ModelDesk): void {
    desk.phoneState = 'updating';
    desk.sessionState = 'switched';
    desk.hasDownloaded = false;
  }

  #phone(does: 'download' | 'register' | 'needAttention', desk: ModelDesk): Played {
    const expected = this.expectedOf(desk);
    if (desk.isRemoved || expected === undefined) return done();
    if (does === 'needAttention') return this.#needAttention(desk);
    if (does === 'download') desk.hasDownloaded = true;
    else expected.boundUntilMs = this.nowMs + BOUND_MS;
    const isComplete = desk.hasDownloaded && expected.boundUntilMs > this.nowMs;
    if (!isComplete || desk.phoneState === 'settled') return done();
    desk.phoneState = 'settled';
    desk.sessionState = 'settled';
    for (const credential of desk.credentials) credential.isLive = credential === expected;
    return done(desk.occupant === null ? 'desk.phone_settled' : 'desk_session.settled');
  }

  #needAttention(desk: ModelDesk): Played {
    if (desk.phoneState === 'settled') return done();
    desk.phoneState = 'attention';
    desk.sessionState = 'attention';
    return done('desk.phone_attention');
  }

  #isTaken(extension: string): boolean {
    const isDesks = this.desks.some((desk) => !desk.isRemoved && desk.extension === extension);
    return isDesks || this.users.has(extension);
  }

  #withUser(extension: string, work: (user: ModelUser) => Played): Played {
    const user = this.users.get(extension);
    return user === undefined ? refused('not_found') : work(user);
  }

  #withDesk(place: number, work: (desk: ModelDesk) => Played): Played {
    const desk = this.deskOf(place);
    return desk.isRemoved ? refused('not_found') : work(desk);
  }

  #createUser({ extension, pin, hotDesking }: Extract<Step, { does: 'createUser' }>): Played {
    if (this.#isTaken(extension)) return refused('duplicate');
    this.users.set(extension, { extension, name: `Person ${extension}`, pin, hotDesking });
    return done('user.created');
  }

  #deleteUser(user: ModelUser): Played {
    const audit = this.#leaveAll(user);
    this.users.delete(user.extension);
    this.wrongPinsOf(user.extension).clear();
    return done(...audit, 'user.removed');
  }

  #updateUser(user: ModelUser, patch: UserPatch): Played {
    const extension = patch.extension ?? user.extension;
    const isMoved = extension !== user.extension;
    if (isMoved && this.#isTaken(extension)) return refused('duplicate');
    if (patch.pin !== undefined) for (const one of [user.extension, extension]) this.wrongPinsOf(one).clear();
    const isRenamed = patch.name !== undefined && patch.name !== user.name;
    this.users.delete(user.extension);
    Object.assign(user, patch);
    this.users.set(user.extension, user);
    const audit = isMoved || patch.hotDesking === false ? this.#leaveAll(user) : [];
    if (isRenamed) for (const desk of this.desks) if (desk.occupant === user) this.#tellPhone(desk);
    return done(...audit, 'user.changed');
  }

  #createDesk(extension: string): Played {
    if (this.#isTaken(extension)) return refused('duplicate');
    const desk: ModelDesk = {
      extension,
      displayName: `Desk ${extension}`,
      isRemoved: false,
      occupant: null,
      sessionState: 'switched',
      phoneState: 'updating',
      hasDownloaded: false,
      credentials: [],
      labels: 1,
      links: 1,
      wrongPins: new WrongPins(30, true),
    };
    this.#give(desk, extension);
    this.desks.push(desk);
    return done('desk.created');
  }

  #updateDesk(desk: ModelDesk, patch: DeskPatch): Played {
    const isAnotherPhone = patch.isAnotherPhone === true;
    const extension = patch.extension ?? desk.extension;
    const isMoved = extension !== desk.extension;
    if (isMoved && this.#isTaken(extension)) return refused('duplicate');
    const isRenamed = patch.displayName !== undefined && patch.displayName !== desk.displayName;
    desk.extension = extension;
    desk.displayName = patch.displayName ?? desk.displayName;
    if (isAnotherPhone) {
      for (const credential of desk.credentials) credential.isLive = false;
      desk.links += 1;
    }
    if (isAnotherPhone || (isMoved && desk.occupant === null))
      this.#give(desk, desk.occupant?.extension ?? extension);
    if (isAnotherPhone || isMoved || isRenamed) this.#tellPhone(desk);
    return done('desk.changed');
  }

  #changeDesk(desk: ModelDesk, does: 'deleteDesk' | 'renewLabel' | 'renewLink' | 'rearm' | 'resync'): Played {
    switch (does) {
      case 'deleteDesk': {
        const audit = desk.occupant === null ? [] : this.#endSession(desk);
        desk.isRemoved = true;
        for (const credential of desk.credentials) credential.isLive = false;
        return done(...audit, 'desk.removed');
      }
      case 'renewLabel':
        desk.labels += 1;
        return done('desk.label_renewed');
      case 'renewLink':
        desk.links += 1;
        desk.hasDownloaded = false;
        return done('desk.link_renewed');
      case 'rearm':
        return done('desk.rearmed');
      case 'resync':
        this.#tellPhone(desk);
        return done('desk.resync_asked');
    }
  }
}
