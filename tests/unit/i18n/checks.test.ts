import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { checkList } from '#server/checklist.ts';
import { type Env, readEnv } from '#server/env.ts';
import { err, ok } from '#server/ports/result.ts';
import type { SipSide } from '#server/start-sip.ts';
import en from '../../../i18n/messages/en.json';

const words = createTranslator({ locale: 'en', messages: en, namespace: 'checks' });
const NOW_MS = Date.UTC(2026, 5, 1, 8, 30);
const mail = { SMTP_URL: 'smtp://perch:secret@mail.example.org:587' };
const certificate = { TLS_CERT: 'cert.pem', TLS_KEY: 'key.pem', PERCH_URL: 'https://perch.example.org' };

function env(source: Record<string, string>): Env {
  const read = readEnv(source, {
    lanAddresses: [],
    interfaces: [],
    read: () => '',
    tlsProblems: () => [],
    authorities: () => ok([]),
    authorityOf: () => err('TLS_CA: nobody asks.'),
  });
  if (!read.ok) throw new Error(read.error.join('\n'));
  return read.value;
}

const sip = (pnpInterfaces: string[], heard: number) =>
  ({ pnpInterfaces, ways: ['UDP 5060', 'TLS 5061'], pbx: { pnp: { heard } } }) as unknown as SipSide;

describe('the start-up check-list', () => {
  it.each([
    ['nothing is set', checkList(env({}), undefined, 0)],
    [
      'all is well',
      checkList(env({ ...certificate, ...mail, SIP_HOST: '192.0.2.10' }), sip(['eth0'], 3), NOW_MS),
    ],
    ['one phone has asked', checkList(env({ PORT: '8080' }), sip(['eth0'], 1), NOW_MS)],
    ['no phone has asked', checkList(env({}), sip(['eth0'], 0), NOW_MS)],
    ['nothing listens', checkList(env({}), sip([], 0), NOW_MS)],
    ['multicast is off', checkList(env({ PNP: 'off' }), sip([], 0), NOW_MS)],
  ])('says on the page what it says on the console, where %s', (_, checks) => {
    for (const { id, code, values, title, detail } of checks) {
      expect(words(id as 'clock')).toBe(title);
      expect(words(`${id}_${code}` as 'clock_right', values as { time: string })).toBe(detail);
    }
  });
});
