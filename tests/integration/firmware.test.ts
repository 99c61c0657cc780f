import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import type { FirmwareFileView } from '#server/hotdesk/firmware/files.ts';
import type { FirmwareModelView, FirmwareOverview } from '#server/hotdesk/firmware/overview.ts';
import { simImage } from '#server/sim/download-firmware.ts';
import { simFanvil } from '#server/sim/makes/fanvil.ts';
import { simGrandstream } from '#server/sim/makes/grandstream.ts';
import type { SimMake } from '#server/sim/makes/make.ts';
import { simSnom } from '#server/sim/makes/snom.ts';
import { simYealink } from '#server/sim/makes/yealink.ts';
import type { SimPhone } from '#server/sim/sim-phone.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { type SimPhones, simPhones } from '../support/sim-phones.ts';

const BYTES = 300_000;
const BREAKS_OFF_AFTER_BYTES = 100_000;

type Given = { make: SimMake; model: string; version: string; fileName: string };

const MAKES: readonly Given[] = [
  { make: simYealink, model: 'T54W', version: '96.87.0.5', fileName: 'T54W(T57W,T53W)-96.87.0.5.rom' },
  { make: simGrandstream, model: 'GXP2170', version: '1.0.11.84', fileName: 'gxp2170fw.bin' },
  { make: simSnom, model: 'D785', version: '10.1.198.19', fileName: 'snomD785-10.1.198.19-SIP-r.bin' },
  { make: simFanvil, model: 'X4U', version: '2.12.20.1', fileName: 'x4u-2.12.20.1.z' },
];

describe('firmware that an administrator rolls out', () => {
  let perch: PerchProcess;
  let phones: SimPhones;

  beforeAll(async () => {
    perch = await startPerch();
    phones = await simPhones(perch.sipPort);
    for (const extension of ['101', '102', '103', '104'])
      await send('POST', '/users', { extension, name: `Person ${extension}`, pin: '4321', hotDesking: true });
  });
  afterAll(async () => {
    await phones.stop();
    await perch[Symbol.asyncDispose]();
  });

  async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await perch.api(method, path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body as T;
  }

  async function upload({ make, model, version, fileName }: Given): Promise<FirmwareFileView> {
    const query = new URLSearchParams({ vendor: make.vendor, models: model, version, fileName });
    const answer = await fetch(`${perch.url}/api/v1/firmware/files?${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${perch.apiToken}` },
      body: simImage({ vendor: make.vendor, version }, BYTES),
    });
    expect(answer.status).toBe(201);
    return (await answer.json()) as FirmwareFileView;
  }

  async function modelUntil(
    { make, model }: Given,
    isSo: (shown: FirmwareModelView) => boolean,
  ): Promise<FirmwareModelView> {
    for (;;) {
      const { models } = await send<FirmwareOverview>('GET', '/firmware');
      const shown = models.find((one) => one.vendor === make.vendor && one.model === model);
      if (shown !== undefined && isSo(shown)) return shown;
      await sleep(100);
    }
  }

  async function deskUntil(id: string, isSo: (desk: DeskView) => boolean): Promise<DeskView> {
    for (;;) {
      const desk = await send<DeskView>('GET', `/desks/${id}`);
      if (isSo(desk)) return desk;
      await sleep(50);
    }
  }

  const isSettled = ({ phone: { state } }: DeskView): boolean => state === 'settled';

  describe.each(MAKES.map((given, index) => ({ name: given.make.name, given, index })))(
    'to phones of $name',
    ({ given, index }) => {
      const { make, model, version, fileName } = given;
      const user = `${101 + index}`;
      const old = make.firmware;
      const names = ['here', 'busy', 'elsewhere'] as const;
      const phone = {} as Record<(typeof names)[number], SimPhone>;
      const desk = {} as Record<(typeof names)[number], DeskView>;
      let file: FirmwareFileView;

      beforeAll(async () => {
        for (const [at, name] of names.entries()) {
          const mac = `02000000${index}0${(16 + at).toString(16)}`;
          phone[name] = await phones.make(mac, make, { breaksOffAfterBytes: BREAKS_OFF_AFTER_BYTES });
          const made = await send<DeskView>('POST', '/desks', {
            ...{
              displayName: `${make.vendor} ${name}`,
              extension: `8${index}0${at}`,
              mac,
              vendor: make.vendor,
            },
            ...{ network: 'lan', provisioning: 'pnp', site: name === 'elsewhere' ? 'Wedel' : 'Altona' },
          });
          await phone[name].plugIn();
          desk[name] = await deskUntil(made.id, isSettled);
        }
        await send('POST', `/desks/${desk.busy.id}/login`, { extension: user, pin: '4321' });
        await deskUntil(desk.busy.id, isSettled);
      });

      it('is kept, and no phone gets it by that', async () => {
        file = await upload(given);
        expect(file).toMatchObject({ version, fileName, bytes: BYTES, models: [model] });
        expect(existsSync(join(perch.dataFolder, 'firmware', file.id))).toBe(true);
        const shown = await modelUntil(given, () => true);
        expect(shown.versions).toEqual([{ version: old, phones: 3 }]);
      });

      it('comes to the free desk of the site, over a connection that breaks, and the phone starts with it', async () => {
        const wish = { vendor: make.vendor, model, firmwareId: file.id, sites: ['Altona'] };
        await send('PUT', '/firmware/rollouts', wish);
        const shown = await modelUntil(given, ({ progress }) => progress.done === 1);
        expect(shown.progress).toMatchObject({ underWay: 0, occupied: 1, elsewhere: 1, failed: 0 });
        expect(phone.here.firmware).toBe(version);
        const asked = phone.here.requests.filter((request) => request.startsWith(fileName));
        expect(asked.filter((request) => !request.endsWith('404'))).toEqual([
          ...[`${fileName} 200`, `${fileName} 206`],
        ]);
        expect(phone.here.reboots).toBe(1);
        await deskUntil(
          desk.here.id,
          ({ registeredAs, ...seen }) => registeredAs !== null && isSettled(seen as DeskView),
        );
      });

      it('leaves the desk alone where somebody sits, and the other site', async () => {
        for (const one of [phone.busy, phone.elsewhere]) {
          expect([one.firmware, one.reboots]).toEqual([old, 0]);
          expect([...one.settings.values()].join('\n')).not.toContain(file.id);
        }
      });

      it('comes to that desk as soon as it is free', async () => {
        await send('POST', `/desks/${desk.busy.id}/logout`);
        await modelUntil(given, ({ progress }) => progress.done === 2);
        expect(phone.busy.firmware).toBe(version);
        await deskUntil(desk.busy.id, isSettled);
        expect(phone.elsewhere.firmware).toBe(old);
      });

      it('is told to no phone that has it', async () => {
        for (const name of ['here', 'busy'] as const) {
          await phone[name].until(({ settings }) => ![...settings.values()].join('\n').includes(file.id));
          expect(phone[name].reboots).toBe(1);
        }
      });
    },
  );

  it('cannot be taken away while phones are to have it, and is gone when it is', async () => {
    const { files } = await send<FirmwareOverview>('GET', '/firmware');
    const [first] = files;
    expect((await perch.api('DELETE', `/firmware/files/${first?.id}`)).status).toBe(409);
    for (const { make, model } of MAKES)
      await send('PUT', '/firmware/rollouts', { vendor: make.vendor, model, firmwareId: null });
    for (const { id } of files) await send('DELETE', `/firmware/files/${id}`);
    expect(readdirSync(join(perch.dataFolder, 'firmware'))).toEqual([]);
  });
});
