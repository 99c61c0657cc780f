import { X509Certificate } from 'node:crypto';
import { err, ok, type Result } from './ports/result.ts';

/** What the plain port gives phones: whole files, or only whom to trust and where to go over HTTPS. */
export const PLAIN_FILES = ['all', 'bootstrap'] as const;

/** What phones are told at their first contact over plain HTTP. */
export type BootstrapEnv = {
  /** Base address for phones over HTTPS, without a slash at the end. */
  httpsUrl: string;
  /** Who has signed the certificate that they will be shown there. */
  authority: X509Certificate;
};

type Values = {
  PLAIN_FILES: (typeof PLAIN_FILES)[number];
  PLAIN_PORT?: number | undefined;
  PHONE_TLS_PORT?: number | undefined;
  PHONE_CA?: string | undefined;
  PROVISIONING_URL?: string | undefined;
  PERCH_URL?: string | undefined;
  TLS_CA?: string | undefined;
};

/** What is wrong with the wish that phones are told no more than where to go; a line that begins with the variable. */
export function badBootstrap(values: Values): string[] {
  const { PLAIN_FILES: files, PLAIN_PORT, PHONE_TLS_PORT, PHONE_CA, PROVISIONING_URL, PERCH_URL } = values;
  if (files === 'all')
    return values.TLS_CA === undefined
      ? []
      : ['TLS_CA: phones are told of it with PLAIN_FILES=bootstrap only.'];
  const need = (name: string, why: string) => [`PLAIN_FILES: bootstrap needs ${name}: ${why}.`];
  if (PLAIN_PORT === undefined) return need('PLAIN_PORT', 'that is where phones come first');
  if (PHONE_TLS_PORT === undefined) return need('PHONE_TLS_PORT', 'that is where they are sent');
  if (PHONE_CA === undefined)
    return need('PHONE_CA', 'the address can be overheard, so phones prove themselves by their certificates');
  if (PROVISIONING_URL?.startsWith('https:') === true)
    return ['PROVISIONING_URL: with PLAIN_FILES=bootstrap phones come by plain HTTP first.'];
  return PERCH_URL?.startsWith('http:') === true
    ? ['PERCH_URL: with PLAIN_FILES=bootstrap phones are sent to its name over HTTPS; give one with https:.']
    : [];
}

/**
 * Who has signed the certificate of TLS_CERT: the one that is given, or the one at the end of its chain that signed
 * itself. The error begins with TLS_CA.
 *
 * @param chain texts in PEM
 */
export function authorityOf({ chain, ca }: { chain: string; ca?: string }): Result<X509Certificate, string> {
  const [own, ...between] = certificatesIn(chain);
  const given = certificatesIn(ca ?? chain).filter(
    (one) => one.ca && (ca !== undefined || isSignedBy(one, one)),
  );
  if (own === undefined) return err('TLS_CA: TLS_CERT holds no certificate in PEM.');
  if (given.length === 0)
    return err(
      ca === undefined
        ? 'TLS_CA: TLS_CERT ends before its authority; give the certificate of the authority.'
        : 'TLS_CA: the file holds no certificate of an authority in PEM.',
    );
  const authority = given.find((one) => leadsTo(own, between, one));
  return authority === undefined
    ? err('TLS_CA: this authority has not signed the certificate of TLS_CERT.')
    : ok(authority);
}

const isSignedBy = (one: X509Certificate, by: X509Certificate): boolean =>
  one.checkIssued(by) && one.verify(by.publicKey);

function leadsTo(one: X509Certificate, between: X509Certificate[], authority: X509Certificate): boolean {
  if (isSignedBy(one, authority)) return true;
  const next = between.find((by) => isSignedBy(one, by));
  return (
    next !== undefined &&
    leadsTo(
      next,
      between.filter((by) => by !== next),
      authority,
    )
  );
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

function certificatesIn(pem: string): X509Certificate[] {
  try {
    return [...pem.matchAll(CERTIFICATE)].map(([text]) => new X509Certificate(text));
  } catch {
    return [];
  }
}
