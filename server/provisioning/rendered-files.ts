import type { DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import { type ReadyFile, readyFile } from './file-answer.ts';
import type { ServedFile } from './vendors/vendor.ts';

export type RenderedFile = ReadyFile & Pick<ServedFile, 'is'>;

/** Of bytes where it is encrypted. */
type RenderableFile = Omit<ServedFile, 'text'> & { text: string | Uint8Array };

/** Some 15 KB a file. */
const CONFIGURATIONS_MAX = 500;
/** A phone asks for two or three; whoever holds the token may call itself what it likes. */
const FILES_MAX = 8;

/** What was rendered of configurations that have not changed since: a phone that looks again gets the same bytes. */
export class RenderedFiles {
  readonly #files = new Map<DeskConfiguration, Map<string, RenderedFile>>();

  /**
   * @param key file name, and what else the file depends on
   * @param render of a file that has not been asked for yet; undefined = there is none of this name
   */
  get(
    configuration: DeskConfiguration,
    key: string,
    render: () => RenderableFile | undefined,
  ): RenderedFile | undefined {
    const files = this.#filesOf(configuration);
    const known = files.get(key);
    if (known !== undefined) return known;
    const served = render();
    if (served === undefined) return undefined;
    const file = { ...readyFile(served), is: served.is };
    if (files.size < FILES_MAX) files.set(key, file);
    return file;
  }

  #filesOf(configuration: DeskConfiguration): Map<string, RenderedFile> {
    const known = this.#files.get(configuration);
    if (known !== undefined) return known;
    const files = new Map<string, RenderedFile>();
    this.#files.set(configuration, files);
    if (this.#files.size > CONFIGURATIONS_MAX) {
      const [oldest] = this.#files.keys();
      if (oldest !== undefined) this.#files.delete(oldest);
    }
    return files;
  }
}
