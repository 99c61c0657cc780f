import type { DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import { type ReadyFile, readyFile } from './file-answer.ts';
import { identifyPhone } from './identify.ts';
import { encryptAsOpenssl } from './openssl-enc.ts';
import { type DescribeDeps, describePhone, extrasOf } from './phone-config.ts';
import { readRequestPath } from './request-path.ts';
import { vendorById } from './vendors/index.ts';
import type { Identification, ServedFile } from './vendors/vendor.ts';

/** What a phone asks with: who it is and which file it wants. */
export type Asking = { path: string; query?: string | undefined; userAgent: string | undefined };

/** What follows from these and from the desk's configuration. */
export type AskedFile = {
  /** The file's name, as asked for. */
  name: string;
  /** Who asks, as far as its User-Agent says. */
  phone: Identification | undefined;
  /** The MAC that it names, where that is another phone's. */
  otherMac: string | undefined;
  /** Of the firmware in whose folder the file lies. */
  firmwareId: string | undefined;
  /** Whether it is asked for by a phone that was given the secret to read it. */
  isEncrypted: boolean;
  /** Undefined = there is none of this name, or not for whom it says that it is, or not encrypted as is wished. */
  file: (ReadyFile & Pick<ServedFile, 'is'>) | undefined;
  /** Names of the settings that templates put there, of which this phone was never told. */
  newExtras: readonly string[];
  /** The same file for who holds this secret. */
  encryptedWith(secret: string): ReadyFile;
};

/** Some 15 KB a file. */
const CONFIGURATIONS_MAX = 500;
/** A phone asks for two or three; whoever holds the token may call itself what it likes. */
const FILES_MAX = 8;
const ASKING_MAX_CHARACTERS = 700;

/** A phone that looks again asks for the same in the same words, and gets the same bytes until something has changed. */
export class AskedFiles {
  readonly #deps: DescribeDeps;
  readonly #known = new Map<DeskConfiguration, Map<string, AskedFile>>();

  constructor(deps: DescribeDeps) {
    this.#deps = deps;
  }

  /** Undefined for what is no path of ours. */
  get(configuration: DeskConfiguration, asking: Asking): AskedFile | undefined {
    const files = this.#filesOf(configuration);
    const words = `${asking.path}?${asking.query ?? ''} ${asking.userAgent ?? ''}`;
    const known = files.get(words);
    if (known !== undefined) return known;
    const asked = readAsking(configuration, asking, this.#deps);
    const isKept = files.size < FILES_MAX && words.length <= ASKING_MAX_CHARACTERS;
    if (asked?.file !== undefined && isKept) files.set(words, asked);
    return asked;
  }

  #filesOf(configuration: DeskConfiguration): Map<string, AskedFile> {
    const known = this.#known.get(configuration);
    if (known !== undefined) return known;
    const files = new Map<string, AskedFile>();
    this.#known.set(configuration, files);
    if (this.#known.size > CONFIGURATIONS_MAX) {
      const [oldest] = this.#known.keys();
      if (oldest !== undefined) this.#known.delete(oldest);
    }
    return files;
  }
}

function readAsking(
  configuration: DeskConfiguration,
  { path, query, userAgent }: Asking,
  deps: DescribeDeps,
): AskedFile | undefined {
  const asked = readRequestPath(path, query ?? '');
  if (asked === undefined) return undefined;
  const { desk, toldExtras } = configuration;
  const { name, isEncrypted, firmwareId } = asked;
  const phone = identifyPhone(userAgent);
  const otherMac = [phone?.mac, ...asked.macs].find((mac) => mac !== undefined && mac !== desk.mac);
  const current = asItSays(configuration, phone);
  const vendor = vendorById(desk.vendor);
  const isOfDesk = otherMac === undefined && firmwareId === undefined;
  const served = isOfDesk ? vendor?.fileFor(name, describePhone(current, deps)) : undefined;
  const isReadable = !isEncrypted || (vendor?.readsEncrypted === true && served?.is === 'device');
  const newExtras = extrasOf(current)
    .map((extra) => extra.name)
    .filter((extra) => !toldExtras.includes(extra));
  return {
    ...{ name, phone, otherMac, firmwareId, isEncrypted, newExtras },
    file: served && isReadable ? { ...readyFile(served), is: served.is } : undefined,
    encryptedWith: keptEncrypted(served?.text ?? ''),
  };
}

/** A phone asks with the one or two secrets that it holds. */
function keptEncrypted(text: string): (secret: string) => ReadyFile {
  const known = new Map<string, ReadyFile>();
  return (secret) => {
    const before = known.get(secret);
    if (before !== undefined) return before;
    const contentType = 'application/octet-stream';
    const file = readyFile({ contentType, text: encryptAsOpenssl(text, secret) });
    known.set(secret, file);
    return file;
  };
}

/** A phone that was never heard of says what it is in its first request, and its first file fits it already. */
function asItSays(configuration: DeskConfiguration, phone: Identification | undefined): DeskConfiguration {
  if (phone?.model === undefined) return configuration;
  return { ...configuration, phone: { model: phone.model, firmware: phone.firmware ?? null } };
}
