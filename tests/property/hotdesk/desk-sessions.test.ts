import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '#server/hotdesk/context.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { inspect } from './model/inspect.ts';
import { type ModelCredential, type ModelDesk, OfficeModel, type Played } from './model/office-model.ts';
import { RealOffice, type Refusal } from './model/real-office.ts';
import { day, type Step } from './model/steps.ts';

const DAYS = 8;

/** By turns through these: neither limits nor locks may depend on the door or on the source. */
const actors: Actor[] = [
  { kind: 'api', tokenId: 'token', label: 'Program', door: 'api', source: 'token' },
  { kind: 'user', userId: null, label: 'Somebody at the desk', door: 'qr', source: '192.0.2.1' },
  { kind: 'admin', accountId: 'account', label: 'Ada Admin', door: 'admin', source: '192.0.2.2' },
  { kind: 'user', userId: null, label: 'Somebody on the phone', door: 'dial', source: '192.0.2.3' },
];

/** A model and a real office live the same day, and are compared after everything that happens. */
class Comparison {
  readonly #office: Office;
  readonly #real: RealOffice;
  readonly #model: OfficeModel;
  readonly #names = new Map<ModelCredential, { deskId: string; authName: string }>();
  readonly #formerTokens = new Map<string, { labels: Set<string>; links: Set<string> }>();
  #lastAuditId = 0;
  #turn = 0;

  constructor(office: Office) {
    this.#office = office;
    this.#real = new RealOffice(office);
    this.#model = new OfficeModel(office.clock.nowMs());
  }

  async live(step: Step): Promise<void> {
    if (step.does !== 'logIn') return this.#liveOnce(step, this.#model.play(step));
    for (let time = 0; time < step.times; time += 1) {
      await this.#liveOnce(step, this.#model.logIn(this.#model.deskOf(step.desk), step));
    }
  }

  async #liveOnce(step: Step, played: Played): Promise<void> {
    this.#turn += 1;
    const { ctx } = this.#office;
    ctx.actor = actors[this.#turn % actors.length] ?? ctx.actor;
    await this.#compare(step, played, await this.#real.play(step));
  }

  async #compare(step: Step, played: Played, answer: 'done' | Refusal): Promise<void> {
    this.#compareOutcome(played, answer);
    await this.#compareAudit(played);
    await this.#compareOffice();
    await this.#compareCredentials();
    if ('desk' in step) await this.#compareTokens(step.desk % this.#model.desks.length);
    else if (step.does === 'createDesk') await this.#compareTokens(this.#model.desks.length - 1);
  }

  /** Invariant 3: one answer for whatever is wrong with an extension and its PIN, and a lock that says how long. */
  #compareOutcome({ outcome, lockedForMs }: Played, answer: 'done' | Refusal): void {
    if (answer === 'done') return expect(answer).toBe(outcome);
    expect(answer.code).toBe(outcome);
    if (outcome === 'locked') expect(answer.retryAfterSeconds).toBe(Math.ceil((lockedForMs ?? 0) / 1_000));
    if (outcome !== 'wrong_pin') return;
    expect(answer).toEqual({
      code: 'wrong_pin',
      message: 'That extension and PIN do not go together here.',
      fields: undefined,
      retryAfterSeconds: undefined,
    });
  }

  /** Invariant 8: who did what, when, from where, through which door. */
  async #compareAudit({ audit }: Played): Promise<void> {
    const rows = await inspect.auditAfter(this.#office, this.#lastAuditId);
    this.#lastAuditId = rows.at(-1)?.id ?? this.#lastAuditId;
    expect(rows.map(({ action }) => action)).toEqual(audit);
    for (const row of rows) {
      const isPhones = row.action.endsWith('settled') || row.action === 'desk.phone_attention';
      const { kind, door, source, label } = this.#office.ctx.actor;
      expect(row).toMatchObject({ at: new Date(this.#model.nowMs), subjectId: expect.stringMatching(/./) });
      if (isPhones) expect(row).toMatchObject({ actorKind: 'phone', door: 'phone' });
      else expect(row).toMatchObject({ actorKind: kind, actorLabel: label, door, source });
    }
  }

  /** Invariant 1, and that lists show it. */
  async #compareOffice(): Promise<void> {
    const desks = await inspect.desks(this.#office);
    const expected = this.#model.desks.map((desk, place) => viewOf(desk, this.#real.deskIdOf(place)));
    const there = expected.filter((_, place) => this.#model.desks[place]?.isRemoved === false);
    expect(byId(desks)).toEqual(byId(there));
    const open = await inspect.openSessions(this.#office);
    expect(open.map(({ deskId }) => deskId).sort()).toEqual(
      there
        .filter(({ occupant }) => occupant !== null)
        .map(({ id }) => id)
        .sort(),
    );
    expect(new Set(open.map(({ userId }) => userId)).size).toBe(open.length);
    const users = await inspect.users(this.#office);
    const people = [...this.#model.users.values()].map(({ extension, name, hotDesking }) => ({
      extension,
      name,
      hotDesking,
      deskId: there.find(({ occupant }) => occupant === extension)?.id ?? null,
      locked: this.#model.isLocked(extension),
    }));
    expect(byExtension(users)).toEqual(byExtension(people));
  }

  /** Invariant 2: what is live lets a phone in, what has ended does not, and each desk session has its own. */
  async #compareCredentials(): Promise<void> {
    for (const [place, desk] of this.#model.desks.entries()) await this.#nameExpected(desk, place);
    const known = [...this.#names].filter(([credential]) => credential.isLive);
    const letIn = await inspect.letIn(this.#office, [...this.#names.values()]);
    expect([...letIn].sort()).toEqual(known.map(([, { authName }]) => authName).sort());
  }

  async #nameExpected(desk: ModelDesk, place: number): Promise<void> {
    const expected = this.#model.expectedOf(desk);
    const deskId = this.#real.deskIdOf(place);
    const found = await inspect.expected(this.#office, deskId);
    if (expected === undefined) return expect(found).toBeUndefined();
    const isSession = desk.occupant !== null;
    expect([found?.extension, found?.deskSessionId !== null]).toEqual([expected.extension, isSession]);
    const authName = found?.authName ?? '';
    const known = this.#names.get(expected);
    if (known !== undefined) return expect(authName).toBe(known.authName);
    expect([...this.#names.values()].map((name) => name.authName)).not.toContain(authName);
    this.#names.set(expected, { deskId, authName });
  }

  /** Invariant 6: the label token opens the page, the configuration token the configuration, and former ones nothing. */
  async #compareTokens(place: number): Promise<void> {
    const desk = this.#model.deskOf(place);
    const deskId = this.#real.deskIdOf(place);
    const { label, link } = await inspect.tokens(this.#office, deskId);
    const former = this.#formerTokens.get(deskId) ?? { labels: new Set(), links: new Set() };
    this.#formerTokens.set(deskId, former);
    former.labels.add(label);
    former.links.add(link);
    expect([former.labels.size, former.links.size]).toEqual([desk.labels, desk.links]);
    for (const token of [...former.labels, ...former.links]) {
      const opens = token === label && !desk.isRemoved;
      expect(await inspect.page(this.#office, token)).toBe(opens ? deskId : undefined);
      const account = this.#model.expectedOf(desk)?.extension ?? null;
      const configuration = token === link ? { deskId, account } : undefined;
      expect(await inspect.configuration(this.#office, token)).toEqual(configuration);
    }
  }
}

const viewOf = (desk: ModelDesk, id: string) => ({
  id,
  extension: desk.extension,
  displayName: desk.displayName,
  phoneState: desk.phoneState,
  occupant: desk.occupant?.extension ?? null,
  sessionState: desk.occupant === null ? null : desk.sessionState,
});
const byId = <T extends { id: string }>(rows: T[]): T[] => rows.toSorted((a, b) => a.id.localeCompare(b.id));
const byExtension = <T extends { extension: string }>(rows: T[]): T[] =>
  rows.toSorted((a, b) => a.extension.localeCompare(b.extension));

/** What must stay as it is with the neighbours, who have the same numbers. */
async function neighbours(office: Office) {
  const desks = await inspect.desks(office);
  const [desk] = desks;
  return {
    desks,
    users: await inspect.users(office),
    audit: await inspect.auditAfter(office, 0),
    tokens: await inspect.tokens(office, desk?.id ?? ''),
    expected: await inspect.expected(office, desk?.id ?? ''),
  };
}

eachDatabase('invariants 1, 2, 3, 6, 7, 8: whatever happens in an office', (database) => {
  let other: Office;
  beforeEach(async () => {
    other = await openOffice(database());
    await other.user('101', { pin: '1111' });
    const { id: deskId } = await other.desk('8001');
    await logIn({
      ctx: other.ctx,
      input: { deskId, extension: '101', pin: '1111', takeOver: false, via: 'qr' },
    });
  });

  it('it is as a small model says, and nothing of it reaches another tenant', async () => {
    const before = await neighbours(other);
    await fc.assert(
      fc.asyncProperty(day, async (steps) => {
        const comparison = new Comparison(await openOffice(database()));
        for (const step of steps) await comparison.live(step);
      }),
      { numRuns: DAYS },
    );
    expect(await neighbours(other)).toEqual(before);
  });
});
