const PARSE = 'P'.charCodeAt(0);
const BIND = 'B'.charCodeAt(0);
const DESCRIBE = 'D'.charCodeAt(0);
const CLOSE = 'C'.charCodeAt(0);
const STATEMENT = 'S'.charCodeAt(0);
/** Type and length, before the body of every message. */
const HEAD_BYTES = 5;

/**
 * PostgreSQL gives each connection prepared statements of its own; one backend that serves many has a single set. So
 * every name that a client gives gets the mark of its connection.
 * (PostgreSQL manual, "Frontend/Backend Protocol", Message Formats: Parse, Bind, Describe, Close.)
 */
export class StatementNames {
  readonly #mark: Buffer;
  readonly #given = new Set<string>();

  constructor(connectionNumber: number) {
    this.#mark = Buffer.from(`c${connectionNumber}_`);
  }

  /** What the backend knows of this connection's statements. */
  get given(): ReadonlySet<string> {
    return this.#given;
  }

  /** The same messages, with the names of statements marked. */
  mark(group: Buffer): Buffer {
    const parts: Buffer[] = [];
    let copiedTo = 0;
    for (let start = 0; start + HEAD_BYTES <= group.length; start += 1 + group.readInt32BE(start + 1)) {
      const nameAt = statementNameAt(group, start);
      if (nameAt === undefined || group[nameAt] === 0) continue;
      const type = group[start];
      if (type === PARSE) this.#given.add(`${this.#mark}${cString(group, nameAt)}`);
      const length = Buffer.alloc(4);
      length.writeInt32BE(group.readInt32BE(start + 1) + this.#mark.length);
      const upToLength = group.subarray(copiedTo, start + 1);
      parts.push(upToLength, length, group.subarray(start + HEAD_BYTES, nameAt), this.#mark);
      copiedTo = nameAt;
    }
    return parts.length === 0 ? group : Buffer.concat([...parts, group.subarray(copiedTo)]);
  }
}

/** Where in a message the name of a statement begins; undefined for a message that names none. */
function statementNameAt(group: Buffer, start: number): number | undefined {
  const body = start + HEAD_BYTES;
  switch (group[start]) {
    case PARSE:
      return body;
    case BIND:
      return group.indexOf(0, body) + 1;
    case DESCRIBE:
    case CLOSE:
      return group[body] === STATEMENT ? body + 1 : undefined;
    default:
      return undefined;
  }
}

const cString = (bytes: Buffer, at: number): string => bytes.toString('utf8', at, bytes.indexOf(0, at));
