import { existsSync, readdirSync } from 'node:fs';

/** Programs that we did not write and that tests run Perch against: Debian's packages. */
const PROGRAMS = {
  baresip: { debianPackage: 'baresip-core', file: '/usr/bin/baresip' },
  chromium: { debianPackage: 'chromium', file: '/usr/bin/chromium' },
  kamailio: { debianPackage: 'kamailio', file: '/usr/sbin/kamailio' },
  linphone: { debianPackage: 'linphone-cli', file: '/usr/bin/linphonec' },
  openssl: { debianPackage: 'openssl', file: '/usr/bin/openssl' },
  postgresql: { debianPackage: 'postgresql', file: '/usr/lib/postgresql' },
  sipp: { debianPackage: 'sip-tester', file: '/usr/bin/sipp' },
  tshark: { debianPackage: 'tshark', file: '/usr/bin/tshark' },
} as const;

export type RealProgram = keyof typeof PROGRAMS;

const NAMES = Object.keys(PROGRAMS) as RealProgram[];

/** Debian packages that are not installed here. */
export function missingPackages(): string[] {
  return NAMES.filter((name) => !isPresent(name)).map((name) => PROGRAMS[name].debianPackage);
}

/** Why a test that needs these programs cannot run here, with the command that changes it; undefined if it can. */
export function whyMissing(...names: RealProgram[]): string | undefined {
  const packages = names.filter((name) => !isPresent(name)).map((name) => PROGRAMS[name].debianPackage);
  return packages.length === 0 ? undefined : `needs apt-get install ${packages.join(' ')}`;
}

function isPresent(name: RealProgram): boolean {
  const { file } = PROGRAMS[name];
  return existsSync(file) && (name !== 'postgresql' || readdirSync(file).length > 0);
}
