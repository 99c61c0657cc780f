import { describe, expect, it } from 'vitest';
import type { PhoneConfig } from '#server/provisioning/phone-config.ts';
import { vendorById } from '#server/provisioning/vendors/index.ts';
import { range } from '#server/provisioning/vendors/text.ts';
import type { ServedFile, Vendor } from '#server/provisioning/vendors/vendor.ts';
import { simMakes } from '#server/sim/makes/index.ts';
import type { PhoneSettings, SimMake } from '#server/sim/makes/make.ts';
import { deskPhone, occupiedPhone, phoneBehindEdge, releasedPhone } from '../desk-phone.ts';

const MAC = '001565aabbcc';
const { url: BASE } = deskPhone().provisioning;
const makes = simMakes.map((make) => ({ name: make.name, make }));

function vendorOf({ vendor: id }: SimMake): Vendor {
  const vendor = vendorById(id);
  if (vendor === undefined) throw new Error(`nobody makes files for ${id}`);
  return vendor;
}

const addressOf = (make: SimMake): string => vendorOf(make).pnpAddress?.(BASE) ?? BASE;

function asConfigured<Config extends PhoneConfig>(make: SimMake, config: Config): Config {
  const userAgent = make.httpUserAgent({ mac: MAC, model: make.model, firmware: make.firmware });
  return { ...config, mac: MAC, model: vendorOf(make).identify(userAgent)?.model };
}

type Told = { url?: string; before?: PhoneSettings };

/** A phone that is told `url` fetches what it wants, and applies it over what it had before. */
async function fetched(make: SimMake, given: PhoneConfig, { url = addressOf(make), before }: Told = {}) {
  const config = asConfigured(make, given);
  const served: ServedFile[] = [];
  const settings = await make.fetch({
    phone: { mac: MAC, model: make.model, firmware: make.firmware },
    settings: before ?? new Map(),
    url,
    memory: new Map(),
    async get(name) {
      const asked = new URL(name, url).pathname.split('/').at(-1) ?? '';
      const file = vendorOf(make).fileFor(decodeURIComponent(asked), config);
      if (file !== undefined) served.push(file);
      const text = file?.text ?? '';
      return { status: file === undefined ? 404 : 200, text, bytes: Buffer.from(text), md5: text };
    },
    put: async () => undefined,
  });
  return { settings: settings ?? new Map<string, string>(), served };
}

const settingsOf = async (make: SimMake, config: PhoneConfig, told?: Told): Promise<PhoneSettings> =>
  (await fetched(make, config, told)).settings;

function makeNamed(wanted: string): SimMake {
  const found = makes.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`nobody is ${wanted}`);
  return found.make;
}

/** Names of the makes of which something is not so. */
async function except(isSo: (make: SimMake) => Promise<boolean>): Promise<string[]> {
  const answers = await Promise.all(makes.map(async ({ name, make }) => ((await isSo(make)) ? [] : [name])));
  return answers.flat().sort();
}

describe('a phone of every make', () => {
  it('is told the numbers for help, free or not, but where its maker has no place that is known, or five', async () => {
    // As many as a tenant may have.
    const numbers = { emergencyNumbers: range(1, 20).map((n) => `${47_000 + n}`) };
    const knowsThem = async (make: SimMake, config: PhoneConfig) => {
      const { served } = await fetched(make, config);
      return numbers.emergencyNumbers.every((number) => served.some(({ text }) => text.includes(number)));
    };
    const without = await except(
      async (make) =>
        (await knowsThem(make, deskPhone(numbers))) && (await knowsThem(make, occupiedPhone(numbers))),
    );
    expect(without).toEqual([
      ...['ALE M5', 'Auerswald COMfortel D-400', 'Gigaset Maxwell 3', 'Linphone', 'Panasonic KX-HDV230'],
    ]);
  });

  it('registers for ten minutes, whatever its maker counts in; of a Maxwell it is not known how', async () => {
    const without = await except(async (make) => {
      const account = make.accountOf(await settingsOf(make, deskPhone()));
      return account?.expiresSeconds === 600;
    });
    expect(without).toEqual(['Gigaset Maxwell 3']);
  });

  it('lets nobody tell it an address by plug and play once it has one, and asks again when it is released', async () => {
    const asking = makes.filter(({ make }) => make.pnp !== undefined);
    expect(asking.length).toBeGreaterThan(5);
    for (const { name, make } of asking) {
      const asks = (settings: PhoneSettings) => make.provisioningOf(settings).asksByPnp;
      // Of a Maxwell nothing is known that turns it off.
      const isAlwaysAsking = name === 'Gigaset Maxwell 3';
      for (const config of [deskPhone(), occupiedPhone()]) {
        const before = await settingsOf(make, config);
        expect([name, asks(before)]).toEqual([name, isAlwaysAsking]);
        expect([name, asks(await settingsOf(make, releasedPhone, { before }))]).toEqual([name, true]);
      }
    }
  });

  it('is told the charset of everything that it gets', async () => {
    const without = await except(async (make) => {
      const { served } = await fetched(make, deskPhone());
      return served.length > 0 && served.every(({ contentType }) => contentType.endsWith('; charset=utf-8'));
    });
    expect(without).toEqual([]);
  });

  it('finds no secret in what all phones may read', async () => {
    const { account, adminPassword, provisioning } = deskPhone();
    const secrets = [account.secret, account.authName, adminPassword, provisioning.password];
    const without = await except(async (make) => {
      const { served } = await fetched(make, deskPhone());
      const common = served.filter(({ is }) => is === 'common');
      return !common.some(({ text }) => secrets.some((secret) => text.includes(secret)));
    });
    expect(without).toEqual([]);
  });
});

describe.each(makes.filter(({ make }) => make.dialled !== undefined))('a $name', ({ make }) => {
  it.each(['*70101', '*71', '112'])('lets %s out as it was keyed', async (digits) => {
    expect(make.dialled?.(digits, await settingsOf(make, deskPhone()))).toBe(digits);
  });
});

describe.each(
  makes.flatMap(({ name, make }) =>
    vendorOf(make)
      .dhcpOptions(BASE)
      .map(({ code, value }) => ({ name, make, code, value })),
  ),
)('a $name that DHCP leads by option $code', ({ make, value }) => {
  it('comes to its configuration, and is told no other desk’s address by it', async () => {
    const { settings } = await fetched(make, deskPhone(), { url: value });
    expect(make.accountOf(settings)?.authName).toBe(deskPhone().account.authName);
    const told = new URL(make.provisioningOf(settings).url ?? '');
    Object.assign(told, { username: '', password: '' });
    expect(told.href.startsWith(BASE.slice(0, -1))).toBe(true);
  });
});

describe('a phone that has an address', () => {
  it.each([
    ['Yealink SIP-T54W', 'static.auto_provision.dhcp_option.enable', '0'],
    ['Grandstream GXP2170', 'P145', '0'],
    ['Grandstream GRP2614', 'provisioning.override.dhcp.allowCommonOptions', 'No'],
    ['Htek UC926', 'P145', '0'],
    ['ALE M5', 'DeviceProvisionDhcpEnable', 'false'],
    ['Auerswald COMfortel D-400', 'provisioning/dhcp', 'false'],
    ['Gigaset Maxwell 3', 'NET.IP.IPv4.DHCP.Options.Disabled', '66,114'],
    ['Panasonic KX-HDV230', 'OPTION66_ENABLE', 'N'],
    ['Panasonic KX-HDV230', 'OPTION160_PROV_ENABLE', 'N'],
  ])('takes no other of DHCP: %s, by %s', async (name, setting, value) => {
    expect((await settingsOf(makeNamed(name), deskPhone())).get(setting)).toBe(value);
  });
});

describe('a phone whose desk was behind the edge, and is gone', () => {
  it.each([
    [
      'ALE M5',
      { Account1Server1Transport: 'udp', Account1SrtpWorkingMode: '0', Account1OutboundProxy1Address: '' },
    ],
    ['Auerswald COMfortel D-400', { 'identities/identity[1]/registrar': '' }],
    [
      'Cisco CP-8851-3PCC',
      { SIP_Transport_1_: 'UDP', Use_Outbound_Proxy_1_: 'No', Secure_Call_Setting: 'No' },
    ],
    ['Cisco CP-8851-3PCC', { Secure_Call_Option_1_: 'Optional' }],
    [
      'Gigaset Maxwell 3',
      { 'SIP.TransportProtocol': '1', 'SIP.Security.UseSIPS': '0', 'SIP.Security.SRTP': '0' },
    ],
    [
      'Gigaset Maxwell 3',
      { 'SIP.Security.AcceptNonSRTPCalls': '1', 'SIP.Account.0.OutboundProxy.Mode': '2' },
    ],
    ['Htek UC926', { P130: '0', P183: '0', P52: '0' }],
    ['Linphone', { 'sip/media_encryption': '', 'sip/media_encryption_mandatory': '' }],
    ['Mitel 6930', { 'sip transport protocol': '1', 'sips persistent tls': '0', 'sip line1 srtp mode': '0' }],
    [
      'Panasonic KX-HDV230',
      { SIP_TRANSPORT_1: '0', SIP_TLS_MODE_1: '0', SRTP_CONNECT_MODE_1: '1', SIP_OUTPROXY_ADDR_1: '' },
    ],
    ['Panasonic KX-HDV230', { SIP_OUTPROXY_PORT_1: '5060', PORT_PUNCH_INTVL_1: '0' }],
    [
      'Polycom VVX 411',
      { 'sec.srtp.offer': '0', 'sec.srtp.require': '0', 'reg.1.outboundProxy.address': '' },
    ],
  ])('goes by it no more, and wants no SRTP: %s %o', async (name, expected) => {
    const make = makeNamed(name);
    const before = await settingsOf(make, phoneBehindEdge());
    const after = await settingsOf(make, releasedPhone, { before });
    expect(Object.fromEntries(Object.keys(expected).map((one) => [one, after.get(one)]))).toEqual(expected);
  });
});

describe('the message key', () => {
  it.each([
    ['ALE M5', 'Account1VmNumber'],
    ['Cisco CP-8851-3PCC', 'Voice_Mail_Number'],
    ['Gigaset Maxwell 3', 'SIP.Account.0.VoiceMail.Mailbox'],
    ['Htek UC926', 'P33'],
    ['Mitel 6930', 'sip line1 vmail'],
    ['Panasonic KX-HDV230', 'VM_NUMBER_1'],
    ['Polycom VVX 411', 'msg.mwi.1.callBack'],
  ])('of a %s dials what the voicemail key dials, and nothing without one: %s', async (name, setting) => {
    const { keys } = deskPhone();
    const withKey = deskPhone({ keys: [...keys, { does: 'voicemail', dials: '*97', label: 'Mail' }] });
    const dialled = async (config: PhoneConfig) => (await settingsOf(makeNamed(name), config)).get(setting);
    expect([await dialled(withKey), await dialled(deskPhone())]).toEqual(['*97', '']);
  });
});

describe('what somebody changes on a phone', () => {
  it.each([
    ['Yealink SIP-T54W', 'static.auto_provision.custom.protect', '0'],
    ['Grandstream GXP2170', 'P9996', '0'],
    ['Grandstream GRP2614', 'provisioning.userProtect.enable', 'No'],
    ['ALE M5', 'DeviceProvisionUserConfigProtectEnable', 'false'],
    ['ALE M5', 'DeviceProvisionUserConfigSyncEnable', 'false'],
  ])('gives way to the file, as %s is told by %s', async (name, setting, value) => {
    for (const config of [deskPhone(), occupiedPhone()])
      expect((await settingsOf(makeNamed(name), config)).get(setting)).toBe(value);
  });
});
