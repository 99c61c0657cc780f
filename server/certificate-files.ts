import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { CertificateSource, Pem } from './ports/certificate.ts';
import { type Log, reasonOf } from './ports/log.ts';
import { tlsProblems } from './tls-files.ts';

type Options = { certFile: string; keyFile: string; log: Log; lookEveryMs?: number };

/** Certificate and key are two files: who renews them writes one after the other. */
const LOOK_EVERY_MS = 2_000;

/** A certificate and its key in PEM files, read again when they change. What cannot be used changes nothing. */
export class WatchedCertificate implements CertificateSource {
  readonly #options: Options;
  readonly #listeners = new Set<(pem: Pem) => void>();
  readonly #lookEveryMs: number;
  #current: Pem;
  #soon: NodeJS.Timeout | undefined;

  /** @throws Error for files that cannot be read */
  constructor(options: Options) {
    this.#options = options;
    this.#lookEveryMs = options.lookEveryMs ?? LOOK_EVERY_MS;
    this.#current = read(options);
    for (const file of this.#files)
      watchFile(file, { persistent: false, interval: this.#lookEveryMs }, this.#hasChanged);
  }

  get current(): Pem {
    return this.#current;
  }

  onChange(listener: (pem: Pem) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    clearTimeout(this.#soon);
    for (const file of this.#files) unwatchFile(file, this.#hasChanged);
  }

  get #files(): readonly string[] {
    return [this.#options.certFile, this.#options.keyFile];
  }

  readonly #hasChanged = (): void => {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.#readAgain(), this.#lookEveryMs).unref();
  };

  #readAgain(): void {
    const { log } = this.#options;
    try {
      const pem = read(this.#options);
      const [problem] = tlsProblems(pem);
      if (problem !== undefined) throw new Error(problem);
      if (pem.cert === this.#current.cert && pem.key === this.#current.key) return;
      this.#current = pem;
      for (const listener of this.#listeners) listener(pem);
      log.info('a new certificate is in use');
    } catch (error) {
      log.error('the new certificate cannot be used, the former one stays', { error: reasonOf(error) });
    }
  }
}

const read = ({ certFile, keyFile }: Options): Pem => ({
  cert: readFileSync(certFile, 'utf8'),
  key: readFileSync(keyFile, 'utf8'),
});
