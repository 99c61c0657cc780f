import type { DeskPhone } from '#server/provisioning/phone-config.ts';

/** A free desk's phone, changed where a test says so. */
export function deskPhone(changes: Partial<DeskPhone> = {}): DeskPhone {
  return {
    is: 'desk-phone',
    mac: '001565aabbcc',
    version: 12,
    provisioning: {
      url: 'http://192.168.1.10:3000/p/abcdefghijkmnpqrstuvwxyz23456789/',
      username: 'deskidabcdefghijkmnp',
      password: 'http-secret',
      pollMinutes: 5,
    },
    adminPassword: 'admin-secret',
    account: {
      label: 'Window 3',
      displayName: 'Window 3',
      extension: '8001',
      authName: 'deskauthnameabcdefgh',
      secret: 'desk-secret',
      registrar: { host: '192.168.1.10', port: 5060 },
      transport: 'udp',
      isBehindNat: false,
      expiresSeconds: 600,
    },
    key: { does: 'log-in', dials: '*70' },
    emergencyNumbers: ['112', '911'],
    language: 'en',
    ...changes,
  };
}
