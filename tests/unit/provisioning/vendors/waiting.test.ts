import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WaitingPhone } from '#server/provisioning/phone-config.ts';
import { canShowCode, vendorById } from '#server/provisioning/vendors/index.ts';
import { simMakes } from '#server/sim/makes/index.ts';
import type { PhoneSettings, SimMake } from '#server/sim/makes/make.ts';
import { shownText } from '../../../property/provisioning/texts.ts';

const MAC = '001565aabbcc';
const URL_OF_IT = 'http://192.168.1.10:3000/p/abcdefghijkmnpqrstuvwxyz23456789/';
const showing = simMakes.filter(({ vendor, model }) => canShowCode({ mac: MAC, vendor, model }));

const waiting = ({ model }: SimMake, shows: string): WaitingPhone => ({
  is: 'waiting-phone',
  ...{ mac: MAC, model: model.replace(/^SIP-/, ''), versionAtMs: Date.UTC(2026, 0, 2, 3, 4, 5) },
  provisioning: { url: URL_OF_IT, pollMinutes: 1 },
  shows,
});

function fileOf(make: SimMake, name: string, shows: string): string | undefined {
  return vendorById(make.vendor)?.waitingFileFor?.(name, waiting(make, shows))?.text;
}

/** The simulated phone reads whatever it asks for. */
async function settingsOf(make: SimMake, shows: string, before: PhoneSettings = new Map()) {
  const { model, firmware } = make;
  const settings = await make.fetch({
    phone: { mac: MAC, model, firmware },
    settings: before,
    url: vendorById(make.vendor)?.pnpAddress?.(URL_OF_IT) ?? URL_OF_IT,
    memory: new Map(),
    async get(name) {
      const text = fileOf(make, new URL(name, URL_OF_IT).pathname.split('/').at(-1) ?? '', shows);
      const status = text === undefined ? 404 : 200;
      return { status, text: text ?? '', md5: `${shows} ${name}` } as never;
    },
    put: async () => undefined,
  });
  return settings ?? new Map<string, string>();
}

const goldenNames: Readonly<Record<string, string>> = {
  'Yealink SIP-T54W': 'yealink/waiting.cfg',
  'Snom D785': 'snom/waiting.xml',
  'Fanvil X4U': 'fanvil/waiting.cfg',
  'Grandstream GXP2170': 'grandstream/gxp-waiting.xml',
  'Grandstream GRP2614': 'grandstream/grp-waiting.xml',
  'Htek UC926': 'htek/waiting.xml',
  'Gigaset P850': 'gigaset/p-waiting.xml',
};
const ownName = (vendor: string): string =>
  ({ yealink: `${MAC}.cfg`, fanvil: `${MAC}.cfg`, snom: `${MAC}.xml`, gigaset: `${MAC}.xml` })[vendor] ??
  `cfg${MAC}.xml`;

describe('the file of a phone that waits', () => {
  it('is there for every make that does plug and play and has a display, and Htek’s', () => {
    expect(showing.map(({ name }) => name).sort()).toEqual(Object.keys(goldenNames).sort());
    const silent = simMakes.filter((make) => make.pnp !== undefined && !showing.includes(make));
    expect(silent.map(({ name }) => name)).toEqual(['Gigaset Maxwell 3', 'Panasonic KX-HDV230']);
  });

  describe.each(showing.map((make) => ({ name: make.name, make })))('of a $name', ({ name, make }) => {
    it('is what was reviewed', () => {
      const golden = `tests/fixtures/provisioning/${goldenNames[name]}`;
      expect(fileOf(make, ownName(make.vendor), 'Code 4827 1639')).toBe(readFileSync(golden, 'utf8'));
    });

    it('shows the code, gives no account that could call, and lets the phone look again and ask', async () => {
      const settings = await settingsOf(make, 'Code 4827 1639');
      expect(make.idleTextOf?.(settings)).toBe('Code 4827 1639');
      expect(make.accountOf(settings)).toBeUndefined();
      const told = make.provisioningOf(settings);
      expect(told.url).toContain(URL_OF_IT.slice(0, -1));
      expect([told.username, told.password]).toEqual(['', '']);
      if (make.pnp !== undefined) expect(told.asksByPnp).toBe(true);
    });

    it('shows nothing and leads nowhere when the code is over', async () => {
      const after = await settingsOf(make, '', await settingsOf(make, 'Code 4827 1639'));
      expect(make.idleTextOf?.(after)).toBe('');
      expect(make.accountOf(after)).toBeUndefined();
      expect(make.provisioningOf(after).url ?? '').toBe('');
    });

    it('is read back as it was, whatever an organisation is called', async () => {
      await fc.assert(
        fc.asyncProperty(shownText(40), async (owner) => {
          expect(make.idleTextOf?.(await settingsOf(make, owner))).toBe(owner);
        }),
        { numRuns: 50 },
      );
    });
  });

  it.each([
    ['grandstream', 'HT801'],
    ['gigaset', 'Maxwell 3'],
    ['gigaset', 'N870 IP PRO'],
    ['poly', 'VVX 450'],
    ['panasonic', 'KX-HDV230'],
    ['nobody', undefined],
    [undefined, undefined],
  ])('is not for %s %s, which has nothing to show it on, or nobody knows how', (vendor, model) => {
    expect(canShowCode({ mac: MAC, vendor, model })).toBe(false);
  });
});
