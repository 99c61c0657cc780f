import type { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import * as read from './env-values.ts';
import { chooseLanAddress, type LanAddress, lanAddresses } from './lan-address.ts';
import type { LogLevel } from './log-json.ts';
import { readAuthorities } from './phone-authorities.ts';
import { authorityOf, type BootstrapEnv, badBootstrap } from './plain-files.ts';
import { err, ok, type Result } from './ports/result.ts';
import { tlsProblems } from './tls-files.ts';

export type Role = read.Role;

/** What one Perch process was told by its environment. `CONTRACT` names the variables and their meaning. */
export type Env = {
  host: string;
  port: number;
  /** Base address for people, without a slash at the end. */
  perchUrl: string;
  /** False where `perchUrl` was put together from an address that may change: no label should be printed with it. */
  isPerchUrlGiven: boolean;
  /** Base address for phones, without a slash at the end. */
  provisioningUrl: string;
  sipHost: string;
  sipPort: number;
  sipTlsPort: number;
  rtpPorts: { min: number; max: number };
  /** `interfaces` are names or addresses; empty means all. */
  pnp: { isOn: boolean; interfaces: readonly string[]; port: number };
  /** PEM files. */
  tls: { certFile: string; keyFile: string } | undefined;
  plainPort: number | undefined;
  /** Undefined: the plain port serves whole files. */
  bootstrap: BootstrapEnv | undefined;
  /** HTTPS for phones only. */
  phoneTlsPort: number | undefined;
  /** Those of the makers, by whose certificates phones are known; empty = phones are not asked for any. */
  phoneAuthorities: readonly X509Certificate[];
  /** Addresses and networks of reverse proxies, whose headers are believed. */
  trustedProxies: readonly string[];
  /** Absolute. */
  dataFolder: string;
  databaseUrl: string | undefined;
  roles: ReadonlySet<Role>;
  secret: string | undefined;
  firstStart: { admin: { email: string; password: string } | undefined; apiToken: string | undefined };
  /** Provider name → base address. */
  rpsEndpoints: Readonly<Record<string, string>>;
  /** Undefined: no mail can be sent. `smtpUrl` may hold a password. */
  mail: { smtpUrl: string; from: string } | undefined;
  /** The finished Next build, relative to the checkout. */
  buildFolder: string | undefined;
  isDevelopment: boolean;
  /** What is below it is not written to the log. */
  logLevel: LogLevel;
};

export type EnvSource = Readonly<Record<string, string | undefined>>;

/** What the machine says about itself. */
export type EnvFacts = {
  lanAddresses: readonly LanAddress[];
  /** Names and addresses of all its network interfaces. */
  interfaces: readonly string[];
  /** The text of a file; undefined for one that cannot be read. */
  read(file: string): string | undefined;
  tlsProblems(pem: { cert: string; key: string }): readonly string[];
  /** The certificates of authorities in a PEM file, or in those of a folder; the error says what is wrong. */
  authorities(path: string): Result<X509Certificate[], string>;
  /** Who has signed a chain of certificates; the error is a line that begins with TLS_CA. */
  authorityOf(pem: { chain: string; ca?: string }): Result<X509Certificate, string>;
};

/** What each variable may say by itself. */
const variables = z.object({
  HOST: read.host('0.0.0.0'),
  PORT: read.port(3000),
  PLAIN_PORT: read.port(undefined),
  PLAIN_FILES: read.plainFiles,
  PHONE_TLS_PORT: read.port(undefined),
  PHONE_CA: read.text,
  TRUSTED_PROXIES: read.networks,
  PERCH_URL: read.baseUrl({ mayHavePath: false }),
  PROVISIONING_URL: read.baseUrl({ mayHavePath: true }),
  SIP_HOST: read.advertisedHost,
  SIP_PORT: read.port(5060),
  SIP_TLS_PORT: read.port(5061),
  RTP_PORTS: read.portRange({ min: 20_000, max: 29_999 }),
  PNP: read.onOff(true),
  PNP_INTERFACE: read.interfaces,
  PNP_PORT: read.port(5060),
  TLS_CERT: read.text,
  TLS_KEY: read.text,
  TLS_CA: read.text,
  PERCH_DATA: read.text,
  DATABASE_URL: read.databaseUrl,
  PERCH_ROLES: read.roles,
  PERCH_SECRET: read.longEnough(16),
  PERCH_ADMIN_EMAIL: read.email,
  PERCH_ADMIN_PASSWORD: read.longEnough(8),
  PERCH_API_TOKEN: read.bearerToken(32),
  RPS_ENDPOINTS: read.endpoints,
  SMTP_URL: read.smtpUrl,
  MAIL_FROM: read.email,
  PERCH_BUILD_DIR: read.text,
  PERCH_DEV: read.onOff(false),
  LOG_LEVEL: read.logLevel,
});

type Values = z.infer<typeof variables>;

/** The environment of this process on this machine. */
export function loadEnv(): Result<Env, string[]> {
  const own = networkInterfaces();
  const facts = {
    lanAddresses: lanAddresses(own),
    interfaces: namesOf(own),
    read: textOf,
    tlsProblems,
    authorities: readAuthorities,
    authorityOf,
  };
  return readEnv(process.env, facts);
}

/** Reads the environment. The error is one line for each bad value, beginning with the variable's name. */
export function readEnv(source: EnvSource, facts: EnvFacts): Result<Env, string[]> {
  // Files of variables give empty ones where a value was left out.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = variables.safeParse(given);
  const lines = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...missingPartners(given),
    ...(parsed.success ? contradictions(parsed.data, facts) : []),
  ];
  return parsed.success && lines.length === 0 ? ok(toEnv(parsed.data, facts)) : err(firstOfEach(lines));
}

/** The first that is wrong with a variable says enough. */
function firstOfEach(lines: readonly string[]): string[] {
  const nameOf = (line: string) => line.split(':')[0];
  return lines.filter((line, index) => lines.findIndex((one) => nameOf(one) === nameOf(line)) === index);
}

/** Variables that mean nothing without another one. */
function missingPartners(given: EnvSource): string[] {
  const needs: [name: string, partner: string, why: string][] = [
    ['TLS_CERT', 'TLS_KEY', 'a certificate needs its key'],
    ['TLS_KEY', 'TLS_CERT', 'a key needs its certificate'],
    ['PLAIN_PORT', 'TLS_CERT', 'without a certificate PORT itself speaks plain HTTP'],
    ['PHONE_TLS_PORT', 'TLS_CERT', 'phones check the certificate of whom they get their files from'],
    ['MAIL_FROM', 'SMTP_URL', 'without a mail server nothing is sent'],
    ['PERCH_ADMIN_EMAIL', 'PERCH_ADMIN_PASSWORD', 'the first owner needs both'],
    ['PERCH_ADMIN_PASSWORD', 'PERCH_ADMIN_EMAIL', 'the first owner needs both'],
  ];
  return needs
    .filter(([name, partner]) => given[name] !== undefined && given[partner] === undefined)
    .map(([name, partner, why]) => `${name}: is set, but ${partner} is not; ${why}.`);
}

/** Values that are right by themselves, but not together. */
function contradictions(values: Values, facts: EnvFacts): string[] {
  const lines = [
    ...badTlsFiles(values, facts),
    ...badAuthorities(values, facts),
    ...badBootstrap(values),
    ...badOwnAuthority(values, facts),
    ...unknownInterfaces(values, facts),
  ];
  if (values.PERCH_ROLES.size < read.ROLES.length) {
    if (values.DATABASE_URL === undefined)
      lines.push('PERCH_ROLES: roles in processes of their own need one PostgreSQL: give DATABASE_URL.');
    else if (values.PERCH_SECRET === undefined)
      lines.push('PERCH_SECRET: roles in processes of their own need the same key: give it to each.');
  }
  return [...lines, ...portClashes(values)];
}

function badTlsFiles({ TLS_CERT, TLS_KEY }: Values, { read, tlsProblems }: EnvFacts): readonly string[] {
  const [cert, key] = [TLS_CERT, TLS_KEY].map((file) => (file === undefined ? undefined : read(file)));
  if (cert !== undefined && key !== undefined) return tlsProblems({ cert, key });
  return [
    ...(TLS_CERT !== undefined && cert === undefined
      ? [`TLS_CERT: the file ${TLS_CERT} cannot be read.`]
      : []),
    ...(TLS_KEY !== undefined && key === undefined ? [`TLS_KEY: the file ${TLS_KEY} cannot be read.`] : []),
  ];
}

function badAuthorities(values: Values, { authorities }: EnvFacts): string[] {
  const { PHONE_CA, PHONE_TLS_PORT, TRUSTED_PROXIES } = values;
  if (PHONE_CA === undefined) return [];
  const found = authorities(PHONE_CA);
  if (!found.ok) return [`PHONE_CA: ${found.error}`];
  return PHONE_TLS_PORT === undefined && TRUSTED_PROXIES.length === 0
    ? ['PHONE_CA: nobody would ask phones for certificates: give PHONE_TLS_PORT or TRUSTED_PROXIES.']
    : [];
}

function badOwnAuthority(values: Values, facts: EnvFacts): string[] {
  const found = ownAuthority(values, facts);
  return found === undefined || found.ok ? [] : [found.error];
}

/** Undefined where phones are not told of it, or its files cannot be read, which another line says. */
function ownAuthority({ PLAIN_FILES, TLS_CERT, TLS_CA }: Values, { read, authorityOf }: EnvFacts) {
  const chain = PLAIN_FILES === 'bootstrap' && TLS_CERT !== undefined ? read(TLS_CERT) : undefined;
  if (chain === undefined) return undefined;
  const ca = TLS_CA === undefined ? undefined : read(TLS_CA);
  if (TLS_CA !== undefined && ca === undefined) return err(`TLS_CA: the file ${TLS_CA} cannot be read.`);
  return authorityOf({ chain, ...(ca !== undefined && { ca }) });
}

function unknownInterfaces({ PNP, PNP_INTERFACE }: Values, { interfaces }: EnvFacts): string[] {
  const unknown = PNP ? PNP_INTERFACE.filter((name) => !interfaces.includes(name)) : [];
  const has = interfaces.join(', ');
  return unknown.length === 0
    ? []
    : [`PNP_INTERFACE: this machine has no interface ${unknown.join(', ')}; it has ${has}.`];
}

/** TCP ports that two listeners of this process would want. */
function portClashes(values: Values): string[] {
  const names = ['PORT', 'SIP_PORT'] as (
    | 'PORT'
    | 'SIP_PORT'
    | 'SIP_TLS_PORT'
    | 'PLAIN_PORT'
    | 'PHONE_TLS_PORT'
  )[];
  if (values.TLS_CERT !== undefined) names.push('SIP_TLS_PORT');
  if (values.PLAIN_PORT !== undefined) names.push('PLAIN_PORT');
  if (values.PHONE_TLS_PORT !== undefined) names.push('PHONE_TLS_PORT');
  return names.flatMap((name, index) => {
    const other = names.slice(0, index).find((earlier) => values[earlier] === values[name]);
    return other === undefined ? [] : [`${name}: ${values[name]} is ${other} already; give it another port.`];
  });
}

function toEnv(values: Values, facts: EnvFacts): Env {
  const sipHost = values.SIP_HOST ?? chooseLanAddress(facts.lanAddresses);
  const { TLS_CERT: certFile, TLS_KEY: keyFile, PERCH_ADMIN_EMAIL: email, PLAIN_PORT: plainPort } = values;
  const password = values.PERCH_ADMIN_PASSWORD;
  const tls = certFile && keyFile ? { certFile: resolve(certFile), keyFile: resolve(keyFile) } : undefined;
  const perchUrl = values.PERCH_URL ?? origin(tls ? 'https' : 'http', sipHost, values.PORT);
  const { PHONE_TLS_PORT: phoneTlsPort, PHONE_CA } = values;
  const found = PHONE_CA === undefined ? ok([]) : facts.authorities(PHONE_CA);
  const authority = ownAuthority(values, facts);
  return {
    host: values.HOST,
    port: values.PORT,
    perchUrl,
    isPerchUrlGiven: values.PERCH_URL !== undefined,
    provisioningUrl: values.PROVISIONING_URL ?? phonesUrl({ perchUrl, sipHost, plainPort, phoneTlsPort }),
    sipHost,
    sipPort: values.SIP_PORT,
    sipTlsPort: values.SIP_TLS_PORT,
    rtpPorts: values.RTP_PORTS,
    pnp: { isOn: values.PNP, interfaces: values.PNP_INTERFACE, port: values.PNP_PORT },
    tls,
    plainPort,
    bootstrap: authority?.ok
      ? {
          httpsUrl: phonesUrl({ perchUrl, sipHost, phoneTlsPort, plainPort: undefined }),
          authority: authority.value,
        }
      : undefined,
    phoneTlsPort,
    phoneAuthorities: found.ok ? found.value : [],
    trustedProxies: values.TRUSTED_PROXIES,
    dataFolder: resolve(values.PERCH_DATA ?? 'data'),
    databaseUrl: values.DATABASE_URL,
    roles: values.PERCH_ROLES,
    secret: values.PERCH_SECRET,
    firstStart: {
      admin: email && password ? { email, password } : undefined,
      apiToken: values.PERCH_API_TOKEN,
    },
    rpsEndpoints: values.RPS_ENDPOINTS,
    mail: mailOf(values, perchUrl),
    buildFolder: values.PERCH_BUILD_DIR,
    isDevelopment: values.PERCH_DEV,
    logLevel: values.LOG_LEVEL,
  };
}

type PhoneAddress = Pick<Env, 'perchUrl' | 'sipHost' | 'plainPort' | 'phoneTlsPort'>;

/** Phones that do TLS look for the name that stands in the certificate. */
function phonesUrl({ perchUrl, sipHost, plainPort, phoneTlsPort }: PhoneAddress): string {
  if (plainPort !== undefined) return origin('http', sipHost, plainPort);
  if (phoneTlsPort === undefined) return perchUrl;
  const url = new URL(perchUrl);
  [url.protocol, url.port] = ['https:', `${phoneTlsPort}`];
  return url.origin;
}

function mailOf({ SMTP_URL: smtpUrl, MAIL_FROM }: Values, perchUrl: string): Env['mail'] {
  if (smtpUrl === undefined) return undefined;
  const { hostname } = new URL(perchUrl);
  // RFC 5321, 4.1.3: an address literal.
  const domain = isIPv4(hostname)
    ? `[${hostname}]`
    : hostname.startsWith('[')
      ? `[IPv6:${hostname.slice(1)}`
      : hostname;
  return { smtpUrl, from: MAIL_FROM ?? `perch@${domain}` };
}

function origin(scheme: string, host: string, port: number): string {
  return new URL(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`).origin;
}

function namesOf(interfaces: ReturnType<typeof networkInterfaces>): string[] {
  return Object.entries(interfaces).flatMap(([name, addresses = []]) => [
    name,
    ...addresses.filter(({ family }) => family === 'IPv4').map(({ address }) => address),
  ]);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
