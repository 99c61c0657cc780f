/** Bytes on their way in. */
export type Upload = {
  bytes: AsyncIterable<Uint8Array>;
  /** What the sender says that it is; undefined = it does not say. */
  length: number | undefined;
};

/** Where the bytes of firmware lie. */
export interface FirmwareStore {
  /** The most that one file may have. */
  readonly maxBytes: number;
  /**
   * Keeps all of an upload under this id, or nothing of it.
   *
   * @throws HotdeskError `too_large`, `storage_full`, `invalid` for an upload that broke off or is empty
   */
  receive(id: string, upload: Upload): Promise<{ bytes: number; sha256: string }>;
  /** What is not there is no error. */
  remove(id: string): Promise<void>;
}

/** What is known of how a make's phones come by firmware; undefined = they get none from us. */
export type KnowFirmware = (vendor: string) =>
  | {
      /** Whether a file of this name can be firmware of this make. */
      takesFile(fileName: string): boolean;
      fileNameExample: string;
    }
  | undefined;
