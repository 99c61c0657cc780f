import { isIP } from 'node:net';
import { z } from 'zod';
import { PLAIN_FILES } from './plain-files.ts';

/** How the values of environment variables are read. A message never repeats a value that may be secret. */
export const ROLES = ['web', 'sip', 'media', 'worker'] as const;
export type Role = (typeof ROLES)[number];

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?$/i;
const given = z.string().trim();

export const text = given.optional();

export function host<T extends string | undefined>(byDefault: T) {
  return given
    .refine((value) => isIP(value) !== 0 || (HOST_NAME.test(value) && !/^[\d.]+$/.test(value)), {
      error: ({ input }) => `"${input}" is neither an IP address nor a host name.`,
    })
    .optional()
    .transform((value) => value ?? byDefault);
}

/** An address that others are told to send to. */
export const advertisedHost = host(undefined).refine((value) => !isUnspecified(value), {
  error: ({ input }) => `"${input}" is no address that a phone could send to.`,
});

const isUnspecified = (value: string | undefined): boolean => value !== undefined && /^[0.:]+$/.test(value);

export function port<T extends number | undefined>(byDefault: T) {
  return given
    .refine(isPort, { error: ({ input }) => `"${input}" is not a port; give a number from 1 to 65535.` })
    .transform(Number)
    .optional()
    .transform((value) => value ?? byDefault);
}

const isPort = (value: string): boolean =>
  /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535;

/** A caller needs two ports (RTP and RTCP). */
export function portRange(byDefault: { min: number; max: number }) {
  return given
    .transform((value, check) => {
      const [, min = '', max = ''] = /^(\d+)\s*-\s*(\d+)$/.exec(value) ?? [];
      if (isPort(min) && isPort(max) && Number(min) >= 1_024 && Number(min) < Number(max))
        return { min: Number(min), max: Number(max) };
      check.addIssue({
        code: 'custom',
        message: `"${value}" is not a range of ports; give it like 20000-29999, from 1024 on.`,
      });
      return z.NEVER;
    })
    .default(byDefault);
}

export function onOff(byDefault: boolean) {
  const words: Readonly<Record<string, boolean>> = {
    ...{ on: true, true: true, yes: true, 1: true },
    ...{ off: false, false: false, no: false, 0: false },
  };
  return given
    .refine((value) => Object.hasOwn(words, value.toLowerCase()), {
      error: ({ input }) => `"${input}" is neither on nor off.`,
    })
    .transform((value) => words[value.toLowerCase()] === true)
    .default(byDefault);
}

/** A base address without a slash at its end. */
export function baseUrl({ mayHavePath }: { mayHavePath: boolean }) {
  const example = mayHavePath ? 'http://perch.example.org:8080' : 'https://perch.example.org';
  return given
    .refine((value) => isBaseUrl(value, mayHavePath), {
      error: ({ input }) => `"${input}" is not a base address; give one like ${example}.`,
    })
    .transform((value) => new URL(value).href.replace(/\/+$/, ''))
    .optional();
}

function isBaseUrl(value: string, mayHavePath: boolean): boolean {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return false;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false;
  return mayHavePath || url.pathname === '/';
}

/** Names or addresses with commas between them; `all` is the empty list. */
export const interfaces = given
  .transform((value) => (value.toLowerCase() === 'all' ? [] : splitList(value)))
  .default([]);

const splitList = (value: string): string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Addresses, or `address/prefix`, with commas between them. */
export const networks = given
  .transform(splitList)
  .refine((list) => list.every(isNetwork), {
    error: ({ input }) =>
      `"${input}" is no list of addresses and networks; give one like 10.0.0.2, fd00::/64.`,
  })
  .default([]);

function isNetwork(text: string): boolean {
  const [, address = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  return isIP(address) !== 0 && Number(prefix ?? 0) <= (isIP(address) === 6 ? 128 : 32);
}

export const databaseUrl = given
  .refine((value) => /^postgres(ql)?:$/.test(URL.parse(value)?.protocol ?? ''), {
    error:
      'this is not the address of a PostgreSQL database; give one like postgresql://user:password@host/perch.',
  })
  .optional();

/** What it holds may be secret. */
export const smtpUrl = given
  .refine((value) => isSmtpUrl(value), {
    error:
      'this is not the address of a mail server; give one like smtp://user:password@mail.example.org:587.',
  })
  .optional();

function isSmtpUrl(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '';
}

export const roles = given
  .transform((value, check): ReadonlySet<Role> => {
    const names = splitList(value.toLowerCase());
    const unknown = names.filter((name) => !isRole(name));
    if (unknown.length === 0 && names.length > 0) return new Set(names.filter(isRole));
    check.addIssue({
      code: 'custom',
      message: `"${unknown.join(', ')}" is no role; the roles are ${ROLES.join(', ')}.`,
    });
    return z.NEVER;
  })
  .default(new Set(ROLES));

const isRole = (name: string): name is Role => (ROLES as readonly string[]).includes(name);

/** For what is secret: only its length is looked at. */
export const longEnough = (min: number) =>
  z.string().min(min, `this is too short; give at least ${min} characters.`).optional();

/** What a header can carry, in one word. */
export const bearerToken = (min: number) =>
  longEnough(min).refine((value) => value === undefined || /^[\x21-\x7e]+$/.test(value), {
    error: 'this has a space or a character that no request can carry.',
  });

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;

export const logLevel = given
  .toLowerCase()
  .pipe(z.enum(LOG_LEVELS, { error: ({ input }) => `"${input}" is none of ${LOG_LEVELS.join(', ')}.` }))
  .default('warn');

export const plainFiles = given
  .toLowerCase()
  .pipe(z.enum(PLAIN_FILES, { error: ({ input }) => `"${input}" is neither ${PLAIN_FILES.join(' nor ')}.` }))
  .default('all');

export const email = given.pipe(z.email('this is no e-mail address.')).optional();

const EXAMPLE = '{"yealink-ymcs":"https://localhost:8443"}';

/** A JSON object: provider → https address. */
export const endpoints = given
  .transform((value, check): Record<string, string> => {
    const found = z.record(z.string().regex(/^[a-z0-9-]+$/), z.string()).safeParse(parseJson(value));
    if (!found.success) {
      check.addIssue({ code: 'custom', message: `this is not JSON like ${EXAMPLE}.` });
      return z.NEVER;
    }
    for (const [provider, address] of Object.entries(found.data)) {
      if (!isBaseUrl(address, true) || !address.startsWith('https:'))
        check.addIssue({ code: 'custom', message: `"${address}" for ${provider} is not an https address.` });
    }
    return found.data;
  })
  .default({});

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
