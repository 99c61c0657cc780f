import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PhoneConfig } from '#server/provisioning/phone-config.ts';
import { mitel } from '#server/provisioning/vendors/mitel/mitel.ts';
import { keyNamesOf, shapeOfMitel } from '#server/provisioning/vendors/mitel/models.ts';
import { readMitel } from '#server/sim/makes/mitel.ts';
import { deskPhone, occupiedPhone, phoneBehindEdge, releasedPhone } from '../../desk-phone.ts';

const own = { mac: '1400e91b4524', model: '6930' };
const free = deskPhone(own);
const occupied = occupiedPhone(own);
const released = { ...releasedPhone, ...own };

const text = (config: PhoneConfig): string => mitel.fileFor('1400E91B4524.cfg', config)?.text ?? '';
const settings = (config: PhoneConfig) => readMitel(text(config));

describe('the file of a Mitel', () => {
  it.each([
    ['free', free],
    ['occupied', occupied],
    ['behind-sbc', { ...phoneBehindEdge(), ...own }],
    ['released', released],
    ['two-kinds-of-keys', { ...occupied, model: '6867i' }],
    ['keys-without-display', { ...occupied, model: '6865i' }],
  ] as const)('is what was reviewed: %s', (name, config) => {
    expect(text(config)).toBe(readFileSync(`tests/fixtures/provisioning/mitel/${name}.cfg`, 'utf8'));
  });

  it('leaves nothing of the person before: every name that one file has, the other has too', () => {
    expect([...settings(free).keys()]).toEqual([...settings(occupied).keys()]);
    for (const trace of ['Ada', '101', 'session']) expect(text(free)).not.toContain(trace);
  });

  it('is stronger than what was changed on the phone', () => {
    const lines = text(occupied)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines.filter((line) => !line.startsWith('^'))).toEqual([]);
  });

  it('lets every code out that a tenant may have, and other numbers', () => {
    // `x` is a digit, `+` any number of what stands before it, and `#` ends what was keyed.
    const plans = (settings(free).get('sip dial plan') ?? '').replaceAll('"', '').split('|');
    const patterns = plans.map((plan) => plan.replaceAll('*', '\\*').replaceAll('x+', '\\d*'));
    const lets = (digits: string) =>
      patterns.some((pattern) => new RegExp(`^${pattern}$`).test(`${digits}#`));
    for (const digits of ['*70101', '*71', '**70101', '70101', '112', '0891234567'])
      expect([digits, lets(digits)]).toEqual([digits, true]);
  });

  it('dials the mailbox that the voicemail key has', () => {
    const keys = [...free.keys, { does: 'voicemail', dials: '*97', label: 'Mail' } as const];
    expect(settings({ ...free, keys }).get('sip line1 vmail')).toBe('*97');
    expect(settings(free).get('sip line1 vmail')).toBe('');
  });

  it('empties every other line', () => {
    const params = settings(occupied);
    for (let n = 2; n <= 24; n += 1) {
      expect(params.get(`sip line${n} user name`)).toBe('');
      expect(params.get(`sip line${n} password`)).toBe('');
    }
  });

  it('has a password of digits, because the phone takes no others', () => {
    expect(settings(occupied).get('admin password')).toMatch(/^\d{8,}$/);
    expect(settings({ ...occupied, adminPassword: 'another' }).get('admin password')).not.toBe(
      settings(occupied).get('admin password'),
    );
  });

  it('keeps a # that would begin a comment', () => {
    const label = 'Desk #3 "window"';
    const config = { ...free, account: { ...free.account, label } };
    expect(settings(config).get('sip line1 screen name')).toBe("Desk #3 'window'");
  });

  it('calls its keys what that model calls them, and names none where nobody knows the model', () => {
    const types = (model: string | undefined) =>
      [...settings({ ...occupied, model })].filter(([name]) => /key\d+ type$/.test(name)).slice(0, 4);
    expect(types('6905')).toEqual([
      ['prgkey1 type', 'line'],
      ['prgkey2 type', 'speeddial'],
      ['prgkey3 type', 'blf'],
    ]);
    expect(types('Mitel 6930').map(([name]) => name)).toEqual([1, 2, 3, 4].map((n) => `topsoftkey${n} type`));
    expect(types('6999')).toEqual([]);
    expect(types(undefined)).toEqual([]);
    expect(keyNamesOf('6867i')).toHaveLength(38);
    expect(shapeOfMitel('6867i')).toMatchObject({ isKnown: true, keys: 38 });
    expect(shapeOfMitel('6755i')).toMatchObject({ keys: 26, sideKeys: 6 });
    expect(shapeOfMitel('6999')).toMatchObject({ isKnown: false, keys: 0 });
  });

  it('tells server, path and port one by one, by HTTPS too', () => {
    const url = 'https://perch.example/p/abcdefghijkmnpqrstuvwxyz23456789/';
    const params = settings({ ...free, provisioning: { ...free.provisioning, url } });
    expect(params.get('download protocol')).toBe('HTTPS');
    expect(params.get('https server')).toBe('perch.example');
    expect(params.get('https path')).toBe('p/abcdefghijkmnpqrstuvwxyz23456789');
    expect(params.get('https port')).toBe('443');
  });

  it('is, once released, what it was: nobody’s, with its factory password', () => {
    const params = settings(released);
    expect(params.get('http server')).toBe('');
    expect(params.get('sip line1 user name')).toBe('');
    expect(params.get('admin password')).toBe('22222');
    expect(params.get('web interface enabled')).toBe('1');
  });
});

describe('what a Mitel asks for', () => {
  it('finds something in the file that all share, or it would not ask for its own', () => {
    for (const name of ['startup.cfg', 'aastra.cfg', 'Aastra.cfg']) {
      const file = mitel.fileFor(name, free);
      expect(file?.is).toBe('common');
      expect(readMitel(file?.text ?? '').size).toBeGreaterThan(0);
      expect(file?.text).not.toContain('secret');
    }
  });

  it('gets its own file in any case', () => {
    for (const name of ['1400E91B4524.cfg', '1400e91b4524.CFG'])
      expect(mitel.fileFor(name, free)?.is).toBe('device');
  });

  it.each(['6930.cfg', '1400E91B4524_local.cfg', 'security.tuz', '6930.st', '1400E9000000.cfg'])(
    'has no %s',
    (name) => {
      expect(mitel.fileFor(name, free)).toBeUndefined();
    },
  );

  it('may leave what was changed on it, and not its configuration', () => {
    expect(mitel.takesUpload?.('1400E91B4524_local.cfg')).toBe(true);
    expect(mitel.takesUpload?.('1400E91B4524.cfg')).toBe(false);
    expect(mitel.takesUpload?.('startup.cfg')).toBe(false);
  });
});

describe('how a Mitel is told to look again', () => {
  it('is given the time of a restart, which it makes', () => {
    expect(mitel.resyncOf('6930')).toMatchObject({ sync: 'check-sync', usualSeconds: 120 });
    expect(mitel.limitations).toContain('restarts-to-change');
  });
});
