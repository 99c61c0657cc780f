import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listAudit } from '#server/hotdesk/audit.ts';
import { configurationOfDesk } from '#server/hotdesk/desk-configuration.ts';
import type { DeskRow } from '#server/hotdesk/desks.ts';
import { getDesk } from '#server/hotdesk/desks.ts';
import { HotdeskError } from '#server/hotdesk/errors.ts';
import { addFirmware, listFirmwareFiles, removeFirmware } from '#server/hotdesk/firmware/files.ts';
import {
  dropUpdates,
  failOverdue,
  finishUpdates,
  noteFirmwareAsked,
  noteFirmwareFetched,
  restartUnasked,
} from '#server/hotdesk/firmware/follow-updates.ts';
import { firmwareOverview } from '#server/hotdesk/firmware/overview.ts';
import {
  pauseFirmware,
  resumeFirmware,
  retryFirmware,
  rollOutFirmware,
  undoFirmware,
} from '#server/hotdesk/firmware/roll-outs.ts';
import { addFirmwareInput, rollOutFirmwareInput } from '#server/hotdesk/firmware/schemas.ts';
import type { FirmwareStore } from '#server/hotdesk/firmware/store.ts';
import { AT_ONCE, tellPhones } from '#server/hotdesk/firmware/tell-phones.ts';
import { DUE_MS, LEFT_ALONE_MS, RESTART_AFTER_MS } from '#server/hotdesk/firmware/update-rules.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import { seePhone } from '#server/hotdesk/phones.ts';
import { REBOOT_STEP } from '#server/hotdesk/settle.ts';
import { firmwareWays as knowFirmware } from '#server/provisioning/firmware-ways.ts';
import { makeFacts } from '#server/provisioning/make-facts.ts';
import { codeOf, logInAs, settle as settleDesk } from '../../support/attempts.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

const OLD = '96.86.0.45';
const NEW = '96.87.0.5';
const MODEL = 'T54W';

/** Keeps nothing but what there is to know of it. */
function countingStore() {
  const kept = new Set<string>();
  const store: FirmwareStore = {
    maxBytes: 1_000,
    async receive(id, { bytes }) {
      let length = 0;
      for await (const chunk of bytes) length += chunk.length;
      if (length === 0) throw new HotdeskError('invalid', 'nothing came');
      kept.add(id);
      return { bytes: length, sha256: `${length}`.padStart(64, '0') };
    },
    remove: async (id) => void kept.delete(id),
  };
  return { store, kept };
}

eachDatabase('firmware', (database) => {
  let office: Office;
  let store: FirmwareStore;
  let kept: Set<string>;

  beforeEach(async () => {
    office = await openOffice(database());
    ({ store, kept } = countingStore());
    await office.user('101');
  });

  // The phones of every office of this database are told by the same worker.
  afterEach(() => rollOut(null));

  async function* oneChunk(length: number) {
    yield new Uint8Array(length);
  }

  const add = (
    given: { vendor?: string; models?: string; version?: string; fileName?: string; length?: number } = {},
  ) => {
    const { length = 10, ...more } = given;
    const typed = { vendor: 'yealink', models: 'T54W,T57W', version: NEW, fileName: 'T54W-96.87.0.5.rom' };
    const input = addFirmwareInput.parse({ ...typed, ...more });
    return addFirmware({
      ctx: office.ctx,
      input,
      upload: { bytes: oneChunk(length), length },
      store,
      knowFirmware,
    });
  };

  const rollOut = (firmwareId: string | null, sites: string[] | null = null, model = MODEL) =>
    rollOutFirmware({
      ctx: office.ctx,
      input: rollOutFirmwareInput.parse({ vendor: 'yealink', model, firmwareId, sites }),
    });

  /** A desk whose phone is well, registered and of this firmware. */
  async function deskWith(firmware: string, extension: string, site = 'Altona'): Promise<DeskRow> {
    const desk = await office.desk(extension, { site });
    await says(desk, firmware);
    await settleDesk(office, desk.id);
    return desk;
  }

  const says = ({ mac }: DeskRow, firmware: string) =>
    seePhone(office.ctx, { mac: mac as never, vendor: 'yealink', model: MODEL, firmware });

  const offered = async ({ id }: DeskRow) =>
    (await configurationOfDesk({ ctx: office.ctx, input: { id } })).firmware?.version ?? null;

  const row = async ({ id }: DeskRow): Promise<DeskRow> =>
    (await getDesk({ ctx: office.ctx, input: { id } })).desk;

  const shown = async () => {
    const { models } = await firmwareOverview({ ctx: office.ctx, knowFirmware, maxBytes: 1 });
    return models.find(({ model }) => model === MODEL);
  };

  const actions = async () =>
    (await listAudit({ ctx: office.ctx, input: { limit: 50 } as never })).items
      .map(({ action }) => action)
      .filter((action) => action.includes('firmware'));

  /** The phone fetches it and comes back with it. */
  async function takes(desk: DeskRow): Promise<void> {
    await noteFirmwareAsked(office.ctx, desk.id);
    await noteFirmwareFetched(office.ctx, desk.id);
    await says(desk, NEW);
    await finishUpdates(office.ctx);
    await settleDesk(office, desk.id);
  }

  describe('that is uploaded', () => {
    it('is listed, and no phone is told', async () => {
      const desk = await deskWith(OLD, '8001');
      const file = await add();
      expect(file).toMatchObject({ models: ['T54W', 'T57W'], bytes: 10, uploadedBy: 'test' });
      expect(await listFirmwareFiles(office.ctx)).toEqual([file]);
      expect(await tellPhones(office.ctx)).toBe(0);
      expect(await offered(desk)).toBeNull();
    });

    it.each([
      ['vendor', { vendor: 'cisco' }],
      ['fileName', { fileName: 'notes.txt' }],
    ])('is refused before a byte is read for its %s', async (field, wrong) => {
      await expect(add(wrong)).rejects.toMatchObject({
        code: 'invalid',
        fields: { [field]: expect.any(String) },
      });
      expect(kept.size).toBe(0);
    });

    it('a second time is refused, and leaves nothing', async () => {
      await add();
      expect(await codeOf(add({ fileName: 'again.rom' }))).toBe('duplicate');
      expect(kept.size).toBe(1);
    });

    it('is removed only when no phone is still to have it', async () => {
      const { id } = await add();
      await rollOut(id);
      const remove = () => removeFirmware({ ctx: office.ctx, input: { id }, store });
      expect(await codeOf(remove())).toBe('in_use');
      await rollOut(null);
      await remove();
      expect(kept.size).toBe(0);
      expect(await codeOf(remove())).toBe('not_found');
    });
  });

  describe('that is rolled out', () => {
    it('is for its models only', async () => {
      const { id } = await add();
      expect(await codeOf(rollOut(id, null, 'T46U'))).toBe('invalid');
      expect(await codeOf(rollOut('nothing'))).toBe('not_found');
    });

    it('is told to the first phone alone, and to the others when that one has come back with it', async () => {
      const [first, second, third] = [
        await deskWith(OLD, '8001'),
        await deskWith(OLD, '8002'),
        await deskWith(OLD, '8003'),
      ].sort((a, b) => (a.id < b.id ? -1 : 1));
      if (first === undefined || second === undefined || third === undefined) throw new Error('no desks');
      await rollOut((await add()).id);
      expect(await tellPhones(office.ctx)).toBe(1);
      expect(await tellPhones(office.ctx)).toBe(0);
      expect([await offered(first), await offered(second)]).toEqual([NEW, null]);
      await takes(first);
      expect(await tellPhones(office.ctx)).toBe(2);
      expect([await offered(first), await offered(second), await offered(third)]).toEqual([null, NEW, NEW]);
      expect((await shown())?.progress).toMatchObject({ done: 1, underWay: 2, waiting: 0 });
    });

    it('is told to so many at once and no more', async () => {
      await deskWith(NEW, '8000');
      for (let n = 0; n < AT_ONCE + 2; n += 1) await deskWith(OLD, `${8_001 + n}`);
      await rollOut((await add()).id);
      expect(await tellPhones(office.ctx)).toBe(AT_ONCE);
      expect((await shown())?.progress).toMatchObject({ done: 1, underWay: AT_ONCE, waiting: 2 });
    });

    it('is told at the chosen sites only, and only to phones that are well and have something else', async () => {
      await deskWith(NEW, '8000');
      const here = await deskWith(OLD, '8001');
      const elsewhere = await deskWith(OLD, '8002', 'Wedel');
      const neverSeen = await office.desk('8003', { site: 'Altona' });
      await rollOut((await add()).id, ['Altona']);
      expect(await tellPhones(office.ctx)).toBe(1);
      for (const desk of [elsewhere, neverSeen]) expect(await offered(desk)).toBeNull();
      expect(await offered(here)).toBe(NEW);
      expect((await shown())?.progress).toMatchObject({ done: 1, underWay: 1, elsewhere: 1 });
    });

    it('raises the version of the file that names it, and of the one that no longer does', async () => {
      const desk = await deskWith(OLD, '8001');
      const before = (await row(desk)).configVersion;
      await rollOut((await add()).id);
      await tellPhones(office.ctx);
      expect((await row(desk)).configVersion).toBe(before + 1);
      await takes(desk);
      expect((await row(desk)).configVersion).toBe(before + 2);
      expect(await offered(desk)).toBeNull();
    });
  });

  describe('where somebody sits', () => {
    it('is not told, and is as soon as the desk is free', async () => {
      const desk = await deskWith(OLD, '8001');
      await logInAs(office, { deskId: desk.id, extension: '101' });
      await settleDesk(office, desk.id);
      await rollOut((await add()).id);
      expect(await tellPhones(office.ctx)).toBe(0);
      expect((await shown())?.progress).toMatchObject({ occupied: 1, waiting: 0 });
      await logOut({ ctx: office.ctx, input: { deskId: desk.id } });
      await settleDesk(office, desk.id);
      expect(await tellPhones(office.ctx)).toBe(1);
      expect(await offered(desk)).toBe(NEW);
    });

    it('is named no more in the moment that they log in, and the phone waits again', async () => {
      const desk = await deskWith(OLD, '8001');
      await rollOut((await add()).id);
      await tellPhones(office.ctx);
      await noteFirmwareAsked(office.ctx, desk.id);
      await logInAs(office, { deskId: desk.id, extension: '101' });
      expect(await offered(desk)).toBeNull();
      await dropUpdates(office.ctx);
      expect((await shown())?.progress).toMatchObject({ occupied: 1, underWay: 0 });
    });

    it('after the phone has all of it, nobody tells the phone anything before it can be back', async () => {
      const desk = await deskWith(OLD, '8001');
      await rollOut((await add()).id);
      await tellPhones(office.ctx);
      await noteFirmwareFetched(office.ctx, desk.id);
      await logInAs(office, { deskId: desk.id, extension: '101' });
      await dropUpdates(office.ctx);
      expect((await row(desk)).settleDueAt?.getTime()).toBe(office.clock.nowMs() + DUE_MS.fetched);
      expect((await shown())?.progress.underWay).toBe(1);
    });
  });

  describe('of a phone', () => {
    let desk: DeskRow;
    beforeEach(async () => {
      desk = await deskWith(OLD, '8001');
      await rollOut((await add()).id);
      await tellPhones(office.ctx);
    });

    const failure = async () => (await shown())?.failures.map(({ reason }) => reason);

    it('that comes back with it is done, and the watchdog leaves it alone until it may have registered', async () => {
      await noteFirmwareFetched(office.ctx, desk.id);
      await says(desk, NEW);
      await finishUpdates(office.ctx);
      expect((await shown())?.progress).toMatchObject({ done: 1, underWay: 0 });
      expect((await row(desk)).settleDueAt?.getTime()).toBe(office.clock.nowMs() + LEFT_ALONE_MS);
    });

    it('that never asks is restarted after a while, once, and has failed in the end', async () => {
      await settleDesk(office, desk.id);
      office.clock.advance(RESTART_AFTER_MS);
      await restartUnasked(office.ctx, makeFacts);
      expect((await row(desk)).settleStep).toBe(REBOOT_STEP);
      await settleDesk(office, desk.id);
      const { configVersion } = await row(desk);
      await restartUnasked(office.ctx, makeFacts);
      expect((await row(desk)).configVersion).toBe(configVersion);
      office.clock.advance(DUE_MS.told);
      await failOverdue(office.ctx);
      expect(await failure()).toEqual(['not_asked']);
      expect(await offered(desk)).toBeNull();
    });

    it('that does not get all of it has failed', async () => {
      await noteFirmwareAsked(office.ctx, desk.id);
      office.clock.advance(DUE_MS.asked);
      await failOverdue(office.ctx);
      expect(await failure()).toEqual(['not_fetched']);
    });

    it.each([
      ['kept_old', OLD],
      ['other_version', '96.87.0.4'],
      ['not_back', undefined],
    ])('that had all of it has failed as %s when it says %s afterwards', async (reason, version) => {
      await noteFirmwareFetched(office.ctx, desk.id);
      office.clock.advance(DUE_MS.fetched);
      if (version !== undefined) await says(desk, version);
      await failOverdue(office.ctx);
      expect(await failure()).toEqual([reason]);
      expect((await shown())?.progress).toMatchObject({ failed: 1, underWay: 0 });
    });

    it('that fails is not told again, and the first that does pauses the roll-out, until somebody tries again', async () => {
      const second = await deskWith(OLD, '8002');
      await noteFirmwareFetched(office.ctx, desk.id);
      office.clock.advance(DUE_MS.fetched);
      await says(desk, OLD);
      await failOverdue(office.ctx);
      const paused = (await shown())?.rollout;
      expect(paused).toMatchObject({ paused: true, pauseReason: 'failing' });
      for (const one of [desk, second]) await settleDesk(office, one.id);
      expect(await tellPhones(office.ctx)).toBe(0);
      await retryFirmware({ ctx: office.ctx, input: { id: paused?.id ?? '' } });
      expect((await shown())?.progress).toMatchObject({ failed: 0, waiting: 2 });
      expect(await tellPhones(office.ctx)).toBe(1);
    });

    it('that comes back with it after all has not failed', async () => {
      await noteFirmwareFetched(office.ctx, desk.id);
      office.clock.advance(DUE_MS.fetched);
      await failOverdue(office.ctx);
      await says(desk, NEW);
      await finishUpdates(office.ctx);
      expect((await shown())?.progress).toMatchObject({ failed: 0, done: 1 });
    });

    it('is called back by a pause, as long as the phone has not all of it, and goes on after it', async () => {
      const id = (await shown())?.rollout?.id ?? '';
      await noteFirmwareAsked(office.ctx, desk.id);
      await pauseFirmware({ ctx: office.ctx, input: { id } });
      expect(await offered(desk)).toBeNull();
      await settleDesk(office, desk.id);
      expect(await tellPhones(office.ctx)).toBe(0);
      await resumeFirmware({ ctx: office.ctx, input: { id } });
      expect(await tellPhones(office.ctx)).toBe(1);
      await noteFirmwareFetched(office.ctx, desk.id);
      await pauseFirmware({ ctx: office.ctx, input: { id } });
      expect((await shown())?.progress.underWay).toBe(1);
    });

    it('is called back where a site is no longer chosen, and undo puts that back', async () => {
      const { rollout } = (await shown()) ?? {};
      await rollOut(rollout?.firmwareId ?? null, ['Wedel']);
      expect(await offered(desk)).toBeNull();
      const undone = await undoFirmware({ ctx: office.ctx, input: { id: rollout?.id ?? '' } });
      expect(undone).toMatchObject({ sites: null, previous: { sites: ['Wedel'] } });
      const ended = await rollOut(null);
      expect(ended).toMatchObject({ firmwareId: null, version: null });
      const back = await undoFirmware({ ctx: office.ctx, input: { id: ended.id } });
      expect(back.firmwareId).toBe(rollout?.firmwareId);
    });

    it('invariant 8: is in the audit log, step by step', async () => {
      await takes(desk);
      const id = (await shown())?.rollout?.id ?? '';
      await pauseFirmware({ ctx: office.ctx, input: { id } });
      await rollOut(null);
      expect(await actions()).toEqual([
        ...['firmware.rollout_ended', 'firmware.paused', 'desk.firmware_updated', 'desk.firmware_told'],
        ...['firmware.rollout_set', 'firmware.uploaded'],
      ]);
    });
  });

  it('invariant 7: of another tenant is not there, and reaches no phone of theirs', async () => {
    const file = await add();
    await rollOut(file.id);
    const other = await openOffice(database());
    const { store: otherStore } = countingStore();
    const foreign = { ctx: other.ctx, input: { id: file.id } };
    expect(await codeOf(removeFirmware({ ...foreign, store: otherStore }))).toBe('not_found');
    const id = (await rollOut(file.id)).id;
    for (const verb of [pauseFirmware, resumeFirmware, undoFirmware, retryFirmware])
      expect(await codeOf(verb({ ctx: other.ctx, input: { id } }))).toBe('not_found');
    const input = rollOutFirmwareInput.parse({ vendor: 'yealink', model: MODEL, firmwareId: file.id });
    expect(await codeOf(rollOutFirmware({ ctx: other.ctx, input }))).toBe('not_found');
    const theirs = await other.desk('8001');
    await seePhone(other.ctx, { mac: theirs.mac as never, vendor: 'yealink', model: MODEL, firmware: OLD });
    await settleDesk(other, theirs.id);
    await tellPhones(office.ctx);
    const read = await configurationOfDesk({ ctx: other.ctx, input: { id: theirs.id } });
    expect(read.firmware).toBeNull();
    const { models, files } = await firmwareOverview({ ctx: other.ctx, knowFirmware, maxBytes: 1 });
    expect([models.map(({ rollout }) => rollout), files]).toEqual([[null], []]);
  });
});
