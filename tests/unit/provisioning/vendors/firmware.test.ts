import { describe, expect, it } from 'vitest';
import { macsIn } from '#server/provisioning/request-path.ts';
import { vendorById, vendors } from '#server/provisioning/vendors/index.ts';
import { deskPhone, occupiedPhone, offered, releasedPhone } from '../desk-phone.ts';

/** A phone of each make whose firmware is ours to give, and a name that its maker gives such a file. */
const TAKING = [
  ['yealink', 'T54W', 'T54W(T57W,T53W,T53)-96.86.0.45.rom'],
  ['grandstream', 'GRP2614', 'grp2614fw.bin'],
  ['snom', 'D785', 'snomD785-10.1.184.15-SIP-r.bin'],
  ['fanvil', 'X4U', 'X4U-2.12.16.17.z'],
  ['poly', 'VVX_400', '3111-48400-001.sip.ld'],
] as const;

const mac = '02000000000a';
const NAMES = ['', `${mac}.cfg`, `cfg${mac}.xml`, `${mac}.xml`, '000000000000.cfg', `${mac}-perch.cfg`];

describe('firmware from here', () => {
  it.each(TAKING)(
    '%s is led to it while its desk is free, and to nothing else at any time',
    (id, model, fileName) => {
      const vendor = vendorById(id);
      const firmware = offered(fileName);
      if (vendor === undefined || firmware === null) throw new Error('no such make');
      const texts = (config: Parameters<typeof vendor.fileFor>[1]) =>
        NAMES.map((name) => vendor.fileFor(name, config)?.text ?? '').join('\n');
      const folder = firmware.folder.replace(/^http:\/\/|\/$/g, '');
      expect(texts(deskPhone({ mac, model, firmware }))).toContain(folder);
      for (const config of [
        deskPhone({ mac, model }),
        occupiedPhone({ mac, model }),
        { ...releasedPhone, mac, model },
      ])
        expect(texts(config)).not.toMatch(/\/firmware\//);
      expect(vendor.firmware?.takesFile(fileName)).toBe(true);
      expect(vendor.firmware?.takesFile(vendor.firmware.fileNameExample)).toBe(true);
      for (const other of ['notes.txt', 'index.html', `${fileName}.exe`])
        expect(vendor.firmware?.takesFile(other)).toBe(false);
      expect(macsIn(fileName)).toEqual([]);
    },
  );

  it('no other make is led anywhere', () => {
    const taking: readonly string[] = TAKING.map(([id]) => id);
    expect(
      vendors
        .filter(({ firmware }) => firmware !== undefined)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...taking].sort());
  });

  it('is described to a Snom in the file that its settings name', () => {
    const firmware = offered('snomD785-10.1.184.15-SIP-r.bin');
    const beside = vendorById('snom')?.firmware?.besideFile;
    const file = beside?.('firmware.xml', deskPhone({ firmware }));
    expect(file?.text).toContain(
      `<firmware-settings>\n<firmware perm="">${firmware?.folder}${firmware?.fileName}</firmware>\n</firmware-settings>`,
    );
    expect(beside?.('firmware.xml', deskPhone())).toBeUndefined();
    expect(beside?.('other.xml', deskPhone({ firmware }))).toBeUndefined();
  });

  it('is described to a Fanvil by whatever name its hardware gives the description', () => {
    const firmware = offered('X4U-2.12.16.17.z');
    const beside = vendorById('fanvil')?.firmware?.besideFile;
    for (const name of ['fanvil_x4u_hw1_0.txt', 'fanvil_x4u_v2_hwv2_0.txt', 'Fanvil_X6U_Pro_hw10.txt']) {
      const { text = '' } = beside?.(name, deskPhone({ firmware })) ?? {};
      expect(text).toMatch(/^Version=96\.86\.0\.45$/m);
      expect(text).toContain(`Firmware=${firmware?.folder}${firmware?.fileName}\n`);
    }
    for (const name of ['robots.txt', 'fanvil_x4u.txt', '../hw1.txt'])
      expect(beside?.(name, deskPhone({ firmware }))).toBeUndefined();
  });
});
