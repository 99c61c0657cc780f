import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BootstrapPhone } from '#server/provisioning/phone-config.ts';
import { vendorById, vendors } from '#server/provisioning/vendors/index.ts';
import { simMakes } from '#server/sim/makes/index.ts';
import type { PhoneSettings, SimMake } from '#server/sim/makes/make.ts';
import { loopbackCertificateFiles, pemOf } from '../../../support/test-certificate.ts';

const MAC = '001565aabbcc';
const PLAIN = 'http://192.168.1.10:8080/p/abcdefghijkmnpqrstuvwxyz23456789/';
const NEXT = 'https://perch.example.org:8443/p/abcdefghijkmnpqrstuvwxyz23456789/';
const { cert: PEM } = pemOf(loopbackCertificateFiles);

const goldenNames: Readonly<Record<string, string>> = {
  'Yealink SIP-T54W': 'yealink/bootstrap.cfg',
  'Snom D785': 'snom/bootstrap.xml',
  'Grandstream GXP2170': 'grandstream/gxp-bootstrap.xml',
  'Grandstream GRP2614': 'grandstream/grp-bootstrap.xml',
};
const told = simMakes.filter(({ name }) => Object.hasOwn(goldenNames, name));

const phoneOf = (model: string): BootstrapPhone => ({
  is: 'bootstrap-phone',
  ...{ mac: MAC, model: model.replace(/^SIP-/, ''), provisioning: { url: PLAIN } },
  next: { url: NEXT, pollMinutes: 1 },
  authority: { pem: PEM, pemUrl: `${PLAIN}authority.pem`, derUrl: `${PLAIN}authority.der` },
});

const fileOf = ({ vendor, model }: Pick<SimMake, 'vendor' | 'model'>, name: string): string | undefined =>
  vendorById(vendor)?.bootstrapFileFor?.(name, phoneOf(model))?.text;

const ownName = ({ vendor }: SimMake): string =>
  ({ yealink: `${MAC}.cfg`, snom: `${MAC}.xml` })[vendor] ?? `cfg${MAC}.xml`;

/** The simulated phone reads whatever it asks for. */
async function settingsAfter(make: SimMake, before: PhoneSettings): Promise<PhoneSettings> {
  const { model, firmware } = make;
  const settings = await make.fetch({
    phone: { mac: MAC, model, firmware },
    ...{ settings: before, url: PLAIN, memory: new Map() },
    async get(name) {
      const text = fileOf(make, new URL(name, PLAIN).pathname.split('/').at(-1) ?? '');
      return { status: text === undefined ? 404 : 200, text: text ?? '', md5: name } as never;
    },
    put: async () => undefined,
  });
  return settings ?? new Map();
}

describe('the file of a first contact over plain HTTP', () => {
  it('is there for the makes of which it is known how they take an authority', () => {
    const makes = vendors.filter(({ bootstrapFileFor }) => bootstrapFileFor !== undefined);
    expect(makes.map(({ id }) => id).sort()).toEqual([...new Set(told.map(({ vendor }) => vendor))].sort());
  });

  it.each([
    ['grandstream', 'HT801', `cfg${MAC}.xml`],
    ['snom', 'M900', `${MAC}.xml`],
  ])('is not there for the models of %s that are not known to: %s', (vendor, model, name) => {
    expect(fileOf({ vendor, model }, name)).toBeUndefined();
  });

  describe.each(told.map((make) => ({ name: make.name, make })))('of a $name', ({ name, make }) => {
    it('is what was reviewed', () => {
      const golden = `tests/fixtures/provisioning/${goldenNames[name]}`;
      expect(fileOf(make, ownName(make))).toBe(readFileSync(golden, 'utf8'));
    });

    it('tells the phone whom to trust, and leads it to HTTPS without any credentials', async () => {
      const settings = await settingsAfter(make, new Map());
      const { url, username, password, pollMinutes, asksByPnp } = make.provisioningOf(settings);
      expect(url).toContain(NEXT.slice(0, -1));
      expect([username, password, make.accountOf(settings)]).toEqual(['', '', undefined]);
      expect(pollMinutes).toBeGreaterThan(0);
      if (make.pnp !== undefined) expect(asksByPnp).toBe(true);
      const authority = make.authorityOf?.(settings);
      expect([`${PLAIN}authority.pem`, `${PLAIN}authority.der`, PEM.trim()]).toContain(authority);
    });

    it('leaves a phone that has its configuration as it is', async () => {
      const before: PhoneSettings = new Map([
        ['account.1.password', 'kept'],
        ['P34', 'kept'],
        ['user_pass 1', 'kept'],
      ]);
      const after = await settingsAfter(make, before);
      for (const [setting, value] of before) expect(after.get(setting)).toBe(value);
    });
  });
});
