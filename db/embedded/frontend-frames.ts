/**
 * What a PostgreSQL client sends, cut into groups that must not be torn apart.
 *
 * One backend serves every connection, and its unnamed statement and portal are the same for all: between a Parse and
 * its Sync nobody else may speak. (PostgreSQL manual, "Frontend/Backend Protocol", Message Flow.)
 */
export type Group =
  | { readonly is: 'ssl-request' }
  | { readonly is: 'cancel-request' }
  | { readonly is: 'terminate' }
  /** To be run as a whole: a startup message, a simple query, or everything up to a Sync. */
  | { readonly is: 'run'; readonly bytes: Buffer };

const SSL_REQUEST = 80_877_103;
const CANCEL_REQUEST = 80_877_102;
const QUERY = 'Q'.charCodeAt(0);
const SYNC = 'S'.charCodeAt(0);
const TERMINATE = 'X'.charCodeAt(0);
/** A client of ours never sends more in one go; more than this is no client of ours. */
const GROUP_MAX_BYTES = 64 * 1024 * 1024;

export class FrontendFrames {
  #buffer: Buffer = Buffer.alloc(0);
  #hasStarted = false;
  /** Bytes of the group that is being collected, all of them whole messages. */
  #groupBytes = 0;

  /** @throws RangeError for a length that cannot be */
  push(chunk: Uint8Array): Group[] {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    const groups: Group[] = [];
    for (let group = this.#next(); group !== undefined; group = this.#next()) groups.push(group);
    return groups;
  }

  #next(): Group | undefined {
    return this.#hasStarted ? this.#nextGroup() : this.#nextStartup();
  }

  #nextStartup(): Group | undefined {
    if (this.#buffer.length < 8) return undefined;
    const length = checked(this.#buffer.readInt32BE(0), 8);
    if (this.#buffer.length < length) return undefined;
    const code = this.#buffer.readInt32BE(4);
    const bytes = this.#take(length);
    if (code === SSL_REQUEST) return { is: 'ssl-request' };
    if (code === CANCEL_REQUEST) return { is: 'cancel-request' };
    this.#hasStarted = true;
    return { is: 'run', bytes };
  }

  #nextGroup(): Group | undefined {
    while (this.#buffer.length >= this.#groupBytes + 5) {
      const type = this.#buffer[this.#groupBytes];
      const length = 1 + checked(this.#buffer.readInt32BE(this.#groupBytes + 1), 4);
      if (this.#buffer.length < this.#groupBytes + length) return undefined;
      this.#groupBytes += length;
      if (type !== QUERY && type !== SYNC && type !== TERMINATE) continue;
      const bytes = this.#take(this.#groupBytes);
      this.#groupBytes = 0;
      return type === TERMINATE ? { is: 'terminate' } : { is: 'run', bytes };
    }
    return undefined;
  }

  #take(length: number): Buffer {
    const bytes = Buffer.from(this.#buffer.subarray(0, length));
    this.#buffer = this.#buffer.subarray(length);
    return bytes;
  }
}

function checked(length: number, min: number): number {
  if (length < min || length > GROUP_MAX_BYTES) throw new RangeError(`a message of ${length} bytes`);
  return length;
}
