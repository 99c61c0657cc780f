import type { DeskPhone, ReleasedPhone } from '#server/provisioning/phone-config.ts';

/** A free desk's phone, changed where a test says so. */
export function deskPhone(changes: Partial<DeskPhone> = {}): DeskPhone {
  return {
    is: 'desk-phone',
    mac: '001565aabbcc',
    model: 'T54W',
    version: 12,
    versionAtMs: Date.UTC(2026, 0, 2, 3, 4, 5),
    extras: [],
    provisioning: {
      url: 'http://192.168.1.10:3000/p/abcdefghijkmnpqrstuvwxyz23456789/',
      username: 'deskidabcdefghijkmnp',
      password: 'http-secret',
      pollMinutes: 5,
      fileSecret: null,
    },
    adminPassword: 'admin-secret',
    webTriggerFrom: null,
    account: {
      label: 'Window 3',
      displayName: 'Window 3',
      extension: '8001',
      authName: 'deskauthnameabcdefgh',
      secret: 'desk-secret',
      registrar: { host: '192.168.1.10', port: 5060 },
      outboundProxy: null,
      transport: 'udp',
      isSrtp: false,
      isBehindNat: false,
      expiresSeconds: 600,
    },
    isOccupied: false,
    firmware: null,
    keys: [
      { does: 'line', dials: '', label: 'Window 3' },
      { does: 'log-in', dials: '*70', label: 'Log in' },
    ],
    emergencyNumbers: ['112', '911'],
    language: 'en',
    timeZone: null,
    ...changes,
  };
}

const free = deskPhone();

/** The same desk with Ada logged in, who speaks German and has keys of her own. */
export const occupiedPhone = (changes: Partial<DeskPhone> = {}): DeskPhone => ({
  ...free,
  version: 13,
  versionAtMs: Date.UTC(2026, 0, 2, 3, 5, 0),
  isOccupied: true,
  language: 'de',
  account: {
    ...free.account,
    label: '101 Ada Lovelace',
    displayName: 'Ada Lovelace',
    extension: '101',
    authName: 'sessionauthnameabcde',
    secret: 'session-secret',
  },
  keys: [
    { does: 'line', dials: '', label: '101 Ada Lovelace' },
    { does: 'log-out', dials: '*71', label: 'Abmelden' },
    { does: 'blf', dials: '102', label: 'Charles' },
    { does: 'speed-dial', dials: '0891234567', label: 'Werkstatt' },
  ],
  ...changes,
});

/** Firmware that a free desk's phone is to fetch. */
export const offered = (fileName: string): DeskPhone['firmware'] => ({
  version: '96.86.0.45',
  fileName,
  folder: `${free.provisioning.url}firmware/firmwareabcdefghijkm/`,
});

/** By the session border controller of the house, encrypted. */
export const phoneBehindEdge = (): DeskPhone =>
  deskPhone({
    account: {
      ...free.account,
      outboundProxy: { host: 'edge.example', port: 5061 },
      transport: 'tls',
      isSrtp: true,
      isBehindNat: true,
    },
  });

export const releasedPhone: ReleasedPhone = {
  is: 'released-phone',
  mac: free.mac,
  model: free.model,
  version: 14,
  versionAtMs: Date.UTC(2026, 0, 2, 3, 6, 0),
  extras: [],
  provisioning: { url: free.provisioning.url },
};
