import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { WatchedCertificate } from '#server/certificate-files.ts';
import type { Pem } from '#server/ports/certificate.ts';
import { silentLog } from '#server/ports/log.ts';
import { tempFolder } from '#tests/support/temp-folder.ts';
import { certificateFiles, otherCertificateFiles, pemOf } from '#tests/support/test-certificate.ts';

const closers: Array<() => void> = [];
afterEach(() => {
  for (const close of closers.splice(0).reverse()) close();
});

/** The fixture in a folder of its own, watched; whatever is told is waited for. */
function watch() {
  const folder = tempFolder();
  closers.push(() => folder[Symbol.dispose]());
  const files = { certFile: join(folder.path, 'cert.pem'), keyFile: join(folder.path, 'key.pem') };
  copyTo(files, certificateFiles);
  const heard: string[] = [];
  let wake = (): void => {};
  const hear = (what: string): void => {
    heard.push(what);
    wake();
  };
  const log = { ...silentLog, error: (message: string) => hear(message) };
  const certificate = new WatchedCertificate({ ...files, log, lookEveryMs: 20 });
  closers.push(() => certificate.close());
  certificate.onChange((pem: Pem) => hear(pem.cert));
  const next = () => new Promise<void>((resolve) => (wake = resolve));
  return { certificate, files, heard, next };
}

type Files = typeof certificateFiles;

function copyTo(files: Files, from: Files): void {
  copyFileSync(from.certFile, files.certFile);
  copyFileSync(from.keyFile, files.keyFile);
}

describe('a certificate in files', () => {
  it('is read again when they change', async () => {
    const { certificate, files, heard, next } = watch();
    const other = pemOf(otherCertificateFiles);
    const told = next();
    copyTo(files, otherCertificateFiles);
    await told;
    expect(heard).toEqual([other.cert]);
    expect(certificate.current).toEqual(other);
  });

  it('stays as it was where the new one cannot be used: that is told once, and a better one is taken', async () => {
    const { certificate, files, heard, next } = watch();
    const broken = next();
    writeFileSync(files.certFile, 'no certificate');
    await broken;
    expect(certificate.current).toEqual(pemOf(certificateFiles));
    const mended = next();
    copyTo(files, otherCertificateFiles);
    await mended;
    expect(heard).toEqual([expect.stringContaining('former one stays'), certificate.current.cert]);
  });
});
