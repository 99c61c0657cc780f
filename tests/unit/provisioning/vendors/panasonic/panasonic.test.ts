import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeskPhone, PhoneConfig } from '#server/provisioning/phone-config.ts';
import { identifyPanasonic } from '#server/provisioning/vendors/panasonic/identify.ts';
import { shapeOfPanasonic } from '#server/provisioning/vendors/panasonic/models.ts';
import { panasonic } from '#server/provisioning/vendors/panasonic/panasonic.ts';
import { readPanasonic } from '#server/sim/makes/panasonic.ts';
import { deskPhone, occupiedPhone, phoneBehindEdge, releasedPhone } from '../../desk-phone.ts';

const own = { mac: 'bcc342aabbcc', model: 'KX-HDV230' };
const free = deskPhone(own);
const occupied = occupiedPhone({ ...own, timeZone: 'Europe/Berlin' });
const released = { ...releasedPhone, ...own };

const text = (config: PhoneConfig): string => panasonic.fileFor(`${own.mac}.cfg`, config)?.text ?? '';
const settings = (config: PhoneConfig) => new Map(readPanasonic(text(config)));

describe('who a User-Agent says it is', () => {
  it.each([
    ['Panasonic_KX-UT670/01.022 (0080f0c8c381)', 'KX-UT670', '01.022', '0080f0c8c381'],
    ['Panasonic_KX-UT113/01.133 (0080F0C8C381)', 'KX-UT113', '01.133', '0080f0c8c381'],
    ['Panasonic_KX-HDV230NEB/07.129 (bc:c3:42:aa:bb:cc)', 'KX-HDV230NEB', '07.129', 'bcc342aabbcc'],
    ['Panasonic-KX-TGP500B04/22.116.0.10', 'KX-TGP500B04', '22.116.0.10', undefined],
  ])('%s', (userAgent, ...[model, firmware, mac]) => {
    expect(identifyPanasonic(userAgent)).toEqual({ vendor: 'panasonic', model, firmware, mac });
  });

  it.each(['', 'Panasonic', 'Panasonic_KX-UT670', 'Panasonic_KX-/1.0', 'Mitel6940 MAC:14-00 V:6.4'])(
    'is not known from "%s"',
    (userAgent) => {
      expect(identifyPanasonic(userAgent)).toBeUndefined();
    },
  );
});

describe('what is known of a model', () => {
  it('does not hang on what follows for a country or a colour', () => {
    for (const model of ['KX-HDV230', 'kx-hdv230nb', 'HDV230'])
      expect(shapeOfPanasonic(model)).toMatchObject({ isKnown: true, family: 'HDV', keys: 24, lines: 6 });
    expect(shapeOfPanasonic('KX-UT136X-B')).toMatchObject({ isKnown: true, dialect: 'UT', keys: 24 });
  });

  it('is as little as all have where nobody knows it', () => {
    for (const model of [undefined, '', 'T54W', 'KX-HDV2300', 'KX-TGP600'])
      expect(shapeOfPanasonic(model)).toMatchObject({ isKnown: false, dialect: 'HDV', keys: 2, lines: 2 });
    expect(shapeOfPanasonic('KX-UT999')).toMatchObject({ isKnown: false, dialect: 'UT' });
  });
});

describe('the file of a Panasonic', () => {
  it.each([
    ['free', free],
    ['occupied', occupied],
    ['behind-sbc', { ...phoneBehindEdge(), ...own }],
    ['released', released],
    ['ut-occupied', { ...occupied, model: 'KX-UT670' }],
    ['ut-released', { ...released, model: 'KX-UT113' }],
  ] as const)('is what was reviewed: %s', (name, config) => {
    const golden = `tests/fixtures/provisioning/panasonic/${name}.cfg`;
    expect(text(config)).toBe(readFileSync(golden, 'utf8'));
  });

  it('begins with the maker’s line, ends with an empty one, and has CR LF everywhere', () => {
    for (const config of [free, released]) {
      expect(text(config)).toMatch(/^# Panasonic SIP Phone Standard Format File #/);
      expect(text(config)).toMatch(/\r\n\r\n$/);
      expect(text(config).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    }
  });

  it('names nothing twice, because the first of two would count', () => {
    for (const config of [free, occupied, released, { ...occupied, model: 'KX-UT670' }]) {
      const lines = text(config).split('\r\n');
      const names = lines.flatMap((line) => /^(\w+)="/.exec(line)?.[1] ?? []);
      expect(names).toEqual([...settings(config).keys()]);
    }
  });

  it('leaves nothing of the person before: every name that one file has, the other has too', () => {
    const named = { ...free, timeZone: 'Europe/Berlin' };
    expect([...settings(named).keys()]).toEqual([...settings(occupied).keys()]);
    for (const trace of ['Ada', '101', 'session']) expect(text(free)).not.toContain(trace);
  });

  it('empties every other line that the model has', () => {
    const told = settings(occupied);
    for (let n = 2; n <= 6; n += 1)
      expect([told.get(`PHONE_NUMBER_${n}`), told.get(`SIP_PASS_${n}`)]).toEqual(['', '']);
    expect(told.has('PHONE_NUMBER_7')).toBe(false);
    expect(settings({ ...occupied, model: 'KX-HDV430' }).get('LINE_ENABLE_16')).toBe('Disabled');
    expect(settings({ ...occupied, model: 'KX-HDV100' }).has('PHONE_NUMBER_2')).toBe(false);
  });

  it('has its credentials in its address, whatever they are', () => {
    const provisioning = { ...free.provisioning, username: 'a:b@c', password: 'p/w "q"' };
    const address = new URL(settings({ ...free, provisioning }).get('CFG_STANDARD_FILE_PATH') ?? '');
    expect([address.username, address.password].map(decodeURIComponent)).toEqual(['a:b@c', 'p/w "q"']);
    expect(address.pathname).toBe('/p/abcdefghijkmnpqrstuvwxyz23456789/bcc342aabbcc.cfg');
  });

  it('holds no quotation mark or backslash inside a value, and none that is too long for its line', () => {
    const name = 'A "B" \\';
    const account = { ...free.account, displayName: name };
    expect(settings({ ...free, account }).get('DISPLAY_NAME_1')).toBe("A 'B' /");
    const extras = [{ name: 'NTP_ADDR', value: '٣'.repeat(400) }];
    expect(settings({ ...free, extras }).get('NTP_ADDR')).toBe('٣'.repeat(250));
  });

  it('calls its keys what the model calls them', () => {
    const actions = (model: string) => {
      const told = settings({ ...occupied, model });
      const of = (what: string) => [1, 2, 3, 4, 5].map((n) => told.get(`FLEX_BUTTON_${what}${n}`));
      return { act: of('FACILITY_ACT'), arg: of('FACILITY_ARG'), dial: of('QUICK_DIAL') };
    };
    const dial = ['', '*71', '', '0891234567', ''];
    const named = (...names: string[]) => names.map((name) => name && `X_PANASONIC_IPTEL_${name}`);
    expect(actions('KX-HDV230')).toEqual({
      ...{ act: named('LINE', 'ONETOUCH', 'BLF', 'ONETOUCH', ''), arg: ['1', '', '102', '', ''], dial },
    });
    expect(actions('KX-UT670')).toEqual({
      ...{ act: named('DN', 'ONETOUCH', 'CONTACT', 'ONETOUCH', ''), arg: ['1,1', '', '102', '', ''], dial },
    });
    expect([...settings({ ...occupied, model: 'KX-HDV100' }).keys()].join()).not.toContain('FLEX_');
  });

  it('dials the mailbox that the voicemail key has, and names five numbers for help', () => {
    const keys = [...free.keys, { does: 'voicemail', dials: '*97', label: 'Mail' } as const];
    expect(settings({ ...free, keys }).get('VM_NUMBER_1')).toBe('*97');
    const emergencyNumbers = ['112', '110', '911', '999', '000', '111'];
    const told = settings({ ...free, emergencyNumbers });
    const named = [1, 2, 3, 4, 5].map((n) => told.get(`EMERGENCY_CALL${n}`));
    expect(named).toEqual(emergencyNumbers.slice(0, 5));
  });

  it.each([
    ['Europe/Berlin', 'CET-1CEST,M3.5.0,M10.5.0/3'],
    ['America/New_York', 'EST5EDT,M3.2.0,M11.1.0'],
    ['Asia/Kathmandu', undefined],
    [null, undefined],
  ])('is in the time zone of the tenant where it is listed: %s', (timeZone, value) => {
    expect(settings({ ...free, timeZone }).get('LOCAL_TIME_ZONE_POSIX')).toBe(value);
  });

  it.each([
    ['udp', ['0', '0']],
    ['tcp', ['1', '0']],
    ['tls', ['2', '1']],
  ] as const)(
    'goes by %s where it is told so; a KX-UT is told of TLS no more than that',
    (transport, values) => {
      const config: DeskPhone = { ...free, account: { ...free.account, transport } };
      const told = (model: string) => {
        const all = settings({ ...config, model });
        return [all.get('SIP_TRANSPORT_1'), all.get('SIP_TLS_MODE_1')];
      };
      expect(told('KX-HDV130')).toEqual(values);
      expect(told('KX-UT133')).toEqual([values[0], undefined]);
    },
  );

  it('is, once released, what it was: nobody’s, with its factory password, and asking for the next server', () => {
    const told = settings(released);
    for (const name of ['CFG_STANDARD_FILE_PATH', 'PHONE_NUMBER_1', 'SIP_PASS_1', 'FLEX_BUTTON_LABEL1'])
      expect([name, told.get(name)]).toEqual([name, '']);
    for (const name of ['OPTION66_ENABLE', 'OPTION160_PROV_ENABLE', 'SIPPNP_PROV_ENABLE'])
      expect([name, told.get(name)]).toEqual([name, 'Y']);
    expect(told.get('ADMIN_PASS')).toBe('adminpass');
    const before = [...settings(occupied).keys()];
    const reset = new Set(told.keys());
    const kept = before.filter((name) => !reset.has(name));
    // What is the same for whoever comes next.
    expect(
      kept.filter((name) => !/^(?:CODEC|SIP_|PROFILE|REG_|DEFAULT_LINE|VM_SUB|VOICE|LOCAL)/.test(name)),
    ).toEqual([]);
  });
});

describe('what a Panasonic asks for', () => {
  it.each([
    'bcc342aabbcc.cfg',
    'BCC342AABBCC.cfg',
    'ConfigBCC342AABBCC.cfg',
    // What it is led to by DHCP and plug and play.
    'KX-HDV230.cfg',
    'KX-UT136X-B.cfg',
  ])('is its configuration: %s', (name) => {
    expect(panasonic.fileFor(name, free)).toMatchObject({ is: 'device', text: text(free) });
  });

  it.each(['', 'bcc342aabbcd.cfg', 'ConfigCommon.cfg', 'KX-HDV230', 'kx-.cfg', 'T54W.cfg'])(
    'is not there: "%s"',
    (name) => {
      expect(panasonic.fileFor(name, free)).toBeUndefined();
    },
  );

  it('stands in its own settings page with its MAC to be put in', () => {
    expect(panasonic.typedAddress('http://h/p/t/')).toBe('http://h/p/t/{MAC}.cfg');
  });
});

describe('a phone that reads a file', () => {
  const lines = (...more: string[]) =>
    ['# Panasonic SIP Phone Standard Format File #', ...more, '', ''].join('\r\n');

  it('takes the first of equal names, and passes over what is too long', () => {
    const long = `NTP_ADDR="${'a'.repeat(530)}"`;
    expect(readPanasonic(lines('A="1"', 'A="2"', '# B="3"', long))).toEqual(new Map([['A', '1']]));
  });

  it.each([
    ['another first line', `A="1"\r\n\r\n`],
    ['no empty line at its end', lines('A="1"').trimEnd()],
    ['spaces', lines('A = "1"')],
    ['no quotes', lines('A=1')],
    ['quotes inside', lines('A="1"2"')],
    ['two lines', lines('A="1', '2"')],
    ['LF alone', lines('A="1"').replaceAll('\r', '')],
  ])('takes nothing of one with %s', (_, file) => {
    expect(readPanasonic(file)).toBeUndefined();
  });
});
