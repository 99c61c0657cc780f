import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Env, type EnvFacts, type EnvSource, readEnv } from '#server/env.ts';
import { err, ok } from '#server/ports/result.ts';
import { loopbackCertificateFiles, pemOf } from '../support/test-certificate.ts';

const authority = new X509Certificate(pemOf(loopbackCertificateFiles).cert);

const facts: EnvFacts = {
  lanAddresses: [{ interfaceName: 'eth0', address: '192.168.1.10' }],
  interfaces: ['lo', '127.0.0.1', 'eth0', '192.168.1.10'],
  read: (file) => (file.includes('missing') ? undefined : file),
  tlsProblems: ({ cert }) => (cert.includes('junk') ? ['TLS_CERT: junk.'] : []),
  authorities: (path) => (path.includes('junk') ? err('junk.') : ok([])),
  authorityOf: ({ ca }) => (ca?.includes('stranger') ? err('TLS_CA: a stranger.') : ok(authority)),
};

function envOf(source: EnvSource, machine: Partial<EnvFacts> = {}): Env {
  const env = readEnv(source, { ...facts, ...machine });
  if (!env.ok) throw new Error(env.error.join('\n'));
  return env.value;
}

function linesOf(source: EnvSource): string[] {
  const env = readEnv(source, facts);
  return env.ok ? [] : env.error;
}

const tls = { TLS_CERT: '/etc/perch/cert.pem', TLS_KEY: '/etc/perch/key.pem' };
/** A house whose certificate is its own authority's. */
const bootstrap = {
  ...{ ...tls, PLAIN_PORT: '8080', PLAIN_FILES: 'bootstrap' },
  ...{ PHONE_TLS_PORT: '8443', PHONE_CA: '/makers', PERCH_URL: 'https://perch.example.org' },
};

describe('the environment of a process', () => {
  it('has the documented defaults', () => {
    expect(envOf({})).toMatchObject({
      host: '0.0.0.0',
      port: 3000,
      perchUrl: 'http://192.168.1.10:3000',
      isPerchUrlGiven: false,
      provisioningUrl: 'http://192.168.1.10:3000',
      sipHost: '192.168.1.10',
      sipPort: 5060,
      sipTlsPort: 5061,
      rtpPorts: { min: 20_000, max: 29_999 },
      pnp: { isOn: true, interfaces: [], port: 5060 },
      tls: undefined,
      plainPort: undefined,
      bootstrap: undefined,
      phoneTlsPort: undefined,
      phoneAuthorities: [],
      trustedProxies: [],
      dataFolder: `${process.cwd()}/data`,
      databaseUrl: undefined,
      roles: new Set(['web', 'sip', 'media', 'worker']),
      secret: undefined,
      firstStart: { admin: undefined, apiToken: undefined },
      rpsEndpoints: {},
      mail: undefined,
      isDevelopment: false,
      logLevel: 'warn',
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(envOf({ PORT: '', SIP_HOST: ' ', DATABASE_URL: '' })).toEqual(envOf({}));
  });

  it.each<[string, EnvSource, Partial<Env>]>([
    ['speaks HTTPS where there is a certificate', tls, { perchUrl: 'https://192.168.1.10:3000' }],
    [
      'gives phones the port that is for them, by the name of the certificate',
      { ...tls, PHONE_TLS_PORT: '8443', PERCH_URL: 'https://perch.example.org' },
      { phoneTlsPort: 8443, provisioningUrl: 'https://perch.example.org:8443' },
    ],
    [
      'gives phones the plain port where both are there',
      { ...tls, PHONE_TLS_PORT: '8443', PLAIN_PORT: '8080' },
      { provisioningUrl: 'http://192.168.1.10:8080' },
    ],
    [
      'sends phones by the plain port to HTTPS, where that is wished',
      bootstrap,
      {
        provisioningUrl: 'http://192.168.1.10:8080',
        bootstrap: { httpsUrl: 'https://perch.example.org:8443', authority },
      },
    ],
    [
      'gives phones whole files at the plain port, where that is said',
      { ...bootstrap, PLAIN_FILES: 'all' },
      { plainPort: 8080, bootstrap: undefined },
    ],
    [
      'believes proxies that are named',
      { TRUSTED_PROXIES: '10.0.0.2, fd00::/64' },
      { trustedProxies: ['10.0.0.2', 'fd00::/64'] },
    ],
    [
      'gives phones the plain port where there is one',
      { ...tls, PLAIN_PORT: '8080' },
      { perchUrl: 'https://192.168.1.10:3000', provisioningUrl: 'http://192.168.1.10:8080' },
    ],
    [
      'gives phones the public address otherwise',
      { PERCH_URL: 'https://perch.example.org/' },
      { perchUrl: 'https://perch.example.org', provisioningUrl: 'https://perch.example.org' },
    ],
    [
      'lets phones have an address of their own',
      { PERCH_URL: 'https://perch.example.org', PROVISIONING_URL: 'http://10.0.0.2:8080/phones/' },
      { provisioningUrl: 'http://10.0.0.2:8080/phones' },
    ],
    ['knows an address that was given', { PERCH_URL: 'http://perch' }, { isPerchUrlGiven: true }],
    ['leaves the usual port out', { PORT: '80' }, { perchUrl: 'http://192.168.1.10' }],
    ['advertises IPv6 in brackets', { SIP_HOST: 'fd00::5' }, { perchUrl: 'http://[fd00::5]:3000' }],
    ['reads a range of ports', { RTP_PORTS: '30000 - 30100' }, { rtpPorts: { min: 30_000, max: 30_100 } }],
    [
      'reads roles',
      { DATABASE_URL: 'postgres://db/perch', PERCH_SECRET: 's'.repeat(16), PERCH_ROLES: 'sip, media' },
      { roles: new Set(['sip', 'media'] as const) },
    ],
    ['turns PnP off', { PNP: 'off', PNP_PORT: '5070' }, { pnp: { isOn: false, interfaces: [], port: 5070 } }],
    [
      'listens on every interface',
      { PNP_INTERFACE: 'all' },
      { pnp: { isOn: true, interfaces: [], port: 5060 } },
    ],
    [
      'listens on some interfaces',
      { PNP_INTERFACE: 'eth0, 192.168.1.10' },
      { pnp: { isOn: true, interfaces: ['eth0', '192.168.1.10'], port: 5060 } },
    ],
    [
      'reads other addresses of redirection services',
      { RPS_ENDPOINTS: '{"yealink-ymcs":"https://localhost:8443/api"}' },
      { rpsEndpoints: { 'yealink-ymcs': 'https://localhost:8443/api' } },
    ],
    [
      'sends mails as the public address',
      { SMTP_URL: 'smtp://u:p@mail.example.org', PERCH_URL: 'https://perch.example.org' },
      { mail: { smtpUrl: 'smtp://u:p@mail.example.org', from: 'perch@perch.example.org' } },
    ],
    [
      'sends mails as an address without a name',
      { SMTP_URL: 'smtps://mail.example.org' },
      { mail: { smtpUrl: 'smtps://mail.example.org', from: 'perch@[192.168.1.10]' } },
    ],
    [
      'sends mails as whoever is given',
      { SMTP_URL: 'smtps://mail.example.org', MAIL_FROM: 'desk@example.org' },
      { mail: { smtpUrl: 'smtps://mail.example.org', from: 'desk@example.org' } },
    ],
    [
      'reads the first owner',
      { PERCH_ADMIN_EMAIL: 'a@example.org', PERCH_ADMIN_PASSWORD: 'correct horse' },
      { firstStart: { admin: { email: 'a@example.org', password: 'correct horse' }, apiToken: undefined } },
    ],
  ])('%s', (_sentence, source, expected) => {
    expect(envOf(source)).toMatchObject(expected);
  });

  it.each<[string, string]>([
    ['PORT', 'eighty'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '3000.5'],
    ['HOST', 'not a host'],
    ['HOST', '300.1.1.1'],
    ['SIP_HOST', '0.0.0.0'],
    ['SIP_HOST', '::'],
    ['SIP_PORT', '-1'],
    ['SIP_TLS_PORT', 'tls'],
    ['RTP_PORTS', '20000'],
    ['RTP_PORTS', '30000-20000'],
    ['RTP_PORTS', '80-90'],
    ['RTP_PORTS', '60000-70000'],
    ['PNP', 'maybe'],
    ['PNP_PORT', '99999'],
    ['PNP_INTERFACE', 'eth7'],
    ['PNP_INTERFACE', 'eth0, 192.168.9.9'],
    ['PLAIN_PORT', 'plain'],
    ['PLAIN_FILES', 'some'],
    ['PLAIN_FILES', 'bootstrap'],
    ['TLS_CA', '/ca.pem'],
    ['PHONE_TLS_PORT', '0'],
    ['LOG_LEVEL', 'loud'],
    ['TRUSTED_PROXIES', '10.0.0.2, proxy.example.org'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TLS_CERT', '/missing.pem'],
    ['PERCH_URL', 'perch.example.org'],
    ['PERCH_URL', 'ftp://perch.example.org'],
    ['PERCH_URL', 'https://perch.example.org/desk'],
    ['PROVISIONING_URL', 'http://user:pass@perch.example.org'],
    ['PERCH_ROLES', 'web,telephony'],
    ['PERCH_ROLES', ','],
    ['PERCH_ROLES', 'web'],
    ['DATABASE_URL', 'mysql://localhost/perch'],
    ['DATABASE_URL', 'localhost'],
    ['SMTP_URL', 'mail.example.org:587'],
    ['SMTP_URL', 'https://mail.example.org'],
    ['MAIL_FROM', 'perch@example.org'],
    ['PERCH_SECRET', 'short'],
    ['PERCH_API_TOKEN', 'short'],
    ['PERCH_API_TOKEN', 'long enough, but in more than one word'],
    ['PERCH_API_TOKEN', 'größer-als-zweiunddreißig-zeichen-ist-das'],
    ['PERCH_ADMIN_EMAIL', 'nobody'],
    ['PERCH_ADMIN_PASSWORD', 'longenough'],
    ['TLS_CERT', '/etc/perch/cert.pem'],
    ['TLS_KEY', '/etc/perch/key.pem'],
    ['PLAIN_PORT', '8080'],
    ['RPS_ENDPOINTS', 'https://localhost'],
    ['RPS_ENDPOINTS', '["https://localhost"]'],
    ['RPS_ENDPOINTS', '{"yealink-ymcs":"http://localhost"}'],
  ])('refuses %s=%s with one line that names it', (name, value) => {
    const lines = linesOf({ [name]: value });
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^${name}: [^\\n]+\\.$`))]);
  });

  it('looks at the interfaces only where phones are listened for on them', () => {
    expect(envOf({ PNP_INTERFACE: 'eth0,127.0.0.1' }).pnp.interfaces).toEqual(['eth0', '127.0.0.1']);
    expect(linesOf({ PNP_INTERFACE: 'eth7', PNP: 'off' })).toEqual([]);
  });

  it('names every bad value at once', () => {
    const lines = linesOf({ PORT: 'x', SIP_PORT: 'y', PNP: 'z', TLS_CERT: 'cert.pem' });
    expect(lines.map((line) => line.split(':')[0])).toEqual(['PORT', 'SIP_PORT', 'PNP', 'TLS_CERT']);
  });

  it('never repeats what may be secret', () => {
    const lines = linesOf({
      PERCH_SECRET: 'hunter2',
      PERCH_API_TOKEN: 'hunter2',
      PERCH_ADMIN_EMAIL: 'a@example.org',
      PERCH_ADMIN_PASSWORD: 'hunter2',
      DATABASE_URL: 'mysql://perch:hunter2@db',
    });
    expect(lines).toHaveLength(4);
    expect(lines.join()).not.toContain('hunter2');
  });

  it.each<[string, EnvSource, string]>([
    ['two listeners on one port', { PORT: '5060' }, 'SIP_PORT'],
    ['the TLS port of SIP taken', { ...tls, PORT: '5061' }, 'SIP_TLS_PORT'],
    ['plain beside HTTPS on the same port', { ...tls, PLAIN_PORT: '3000' }, 'PLAIN_PORT'],
    ['the port for phones on another', { ...tls, PHONE_TLS_PORT: '5061' }, 'PHONE_TLS_PORT'],
    ['the port for phones without a certificate', { PHONE_TLS_PORT: '8443' }, 'PHONE_TLS_PORT'],
    ['authorities that nobody asks phones for', { ...tls, PHONE_CA: '/makers' }, 'PHONE_CA'],
    ['authorities that are none', { ...tls, PHONE_TLS_PORT: '8443', PHONE_CA: '/junk' }, 'PHONE_CA'],
    ['a first contact without a plain port', { ...bootstrap, PLAIN_PORT: '' }, 'PLAIN_FILES'],
    ['a first contact that leads nowhere', { ...bootstrap, PHONE_TLS_PORT: '', PHONE_CA: '' }, 'PLAIN_FILES'],
    ['a first contact after which anybody could come', { ...bootstrap, PHONE_CA: '' }, 'PLAIN_FILES'],
    [
      'a first contact that phones are not sent to',
      { ...bootstrap, PROVISIONING_URL: 'https://perch.example.org' },
      'PROVISIONING_URL',
    ],
    ['a first contact that leads to plain HTTP', { ...bootstrap, PERCH_URL: 'http://perch' }, 'PERCH_URL'],
    ['an authority that cannot be read', { ...bootstrap, TLS_CA: '/missing.pem' }, 'TLS_CA'],
    ['an authority of somebody else', { ...bootstrap, TLS_CA: '/stranger.pem' }, 'TLS_CA'],
    [
      'an authority that nobody is told of',
      { ...bootstrap, PLAIN_FILES: 'all', TLS_CA: '/ca.pem' },
      'TLS_CA',
    ],
    ['a certificate that cannot be read', { ...tls, TLS_CERT: '/missing.pem' }, 'TLS_CERT'],
    ['a key that cannot be read', { ...tls, TLS_KEY: '/missing.pem' }, 'TLS_KEY'],
    ['a file that is no certificate', { ...tls, TLS_CERT: '/junk.pem' }, 'TLS_CERT'],
    [
      'split roles without a key of their own',
      { DATABASE_URL: 'postgres://db/perch', PERCH_ROLES: 'web' },
      'PERCH_SECRET',
    ],
  ])('refuses %s', (_sentence, source, name) => {
    const lines = linesOf(source);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name}: `));
  });
});

describe('the advertised address', () => {
  const lan = (...addresses: [string, string][]) => ({
    lanAddresses: addresses.map(([interfaceName, address]) => ({ interfaceName, address })),
  });

  it.each<[string, [string, string][], string]>([
    ['is the loopback where there is nothing else', [], '127.0.0.1'],
    [
      'is private rather than public',
      [
        ['eth0', '203.0.113.5'],
        ['eth1', '10.1.2.3'],
      ],
      '10.1.2.3',
    ],
    [
      'is never a bridge if there is a real one',
      [
        ['docker0', '172.17.0.1'],
        ['eth0', '192.168.1.10'],
      ],
      '192.168.1.10',
    ],
    [
      'is public rather than a bridge',
      [
        ['docker0', '172.17.0.1'],
        ['eth0', '203.0.113.5'],
      ],
      '203.0.113.5',
    ],
    ['is a bridge if there is nothing better', [['docker0', '172.17.0.1']], '172.17.0.1'],
  ])('%s', (_sentence, addresses, expected) => {
    expect(envOf({}, lan(...addresses)).sipHost).toBe(expected);
  });
});
