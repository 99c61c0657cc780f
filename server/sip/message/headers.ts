import { oneLine, splitOutside } from '../grammar/tokens.ts';
import { headerName } from './header-names.ts';

/** The header lines of a message, in their order. Names are in the spelling of `headerName`. */
export class Headers {
  readonly #names: string[];
  readonly #values: string[];
  /** What `read` found, by name; forgotten when a line of that name changes. */
  #read: Map<string, unknown> | undefined;

  constructor(names: string[] = [], values: string[] = []) {
    this.#names = names;
    this.#values = values;
  }

  /** The first value under this name. */
  get(name: string): string | undefined {
    const index = this.#names.indexOf(name);
    return index < 0 ? undefined : this.#values[index];
  }

  /** The first value under this name as `parse` reads it: once, until one of its lines changes. One `parse` a name. */
  read<T>(name: string, parse: (value: string) => T | undefined): T | undefined {
    this.#read ??= new Map();
    const known = this.#read.get(name);
    if (known !== undefined) return known as T;
    const value = this.get(name);
    const read = value === undefined ? undefined : parse(value);
    if (read !== undefined) this.#read.set(name, read);
    return read;
  }

  /** All values under this name as `parse` reads them, kept like those of `read`. Undefined if they cannot be cut apart. */
  readList<T>(name: string, parse: (values: readonly string[]) => T | undefined): T | undefined {
    this.#read ??= new Map();
    const known = this.#read.get(name);
    if (known !== undefined) return known as T;
    const values = this.list(name);
    const read = values === undefined ? undefined : parse(values);
    if (read !== undefined) this.#read.set(name, read);
    return read;
  }

  has(name: string): boolean {
    return this.#names.includes(name);
  }

  /** How many lines have this name. */
  count(name: string): number {
    let count = 0;
    for (const own of this.#names) if (own === name) count += 1;
    return count;
  }

  /** Every line under this name, as it came: for challenges, where a comma separates nothing, and for what is echoed. */
  lines(name: string): string[] {
    const lines: string[] = [];
    for (let i = 0; i < this.#names.length; i += 1)
      if (this.#names[i] === name) lines.push(this.#values[i] ?? '');
    return lines;
  }

  /** Every value under this name, comma-separated lines cut apart (RFC 3261 7.3.1). Undefined if one cannot be cut. */
  list(name: string): string[] | undefined {
    const values: string[] = [];
    for (let i = 0; i < this.#names.length; i += 1) {
      if (this.#names[i] !== name) continue;
      const parts = splitOutside(this.#values[i] ?? '', ',');
      if (parts === undefined) return undefined;
      for (const part of parts) if (part !== '') values.push(part);
    }
    return values;
  }

  /** Whether an option tag, method or event stands in a comma-separated header. Case does not matter. */
  includes(name: string, token: string): boolean {
    const wanted = token.toLowerCase();
    return (this.list(name) ?? []).some((value) => value.toLowerCase() === wanted);
  }

  /** One line with this value, in the place of the first one of this name. @throws RangeError for CR or LF */
  set(name: string, value: string): this {
    this.#read?.delete(name);
    const index = this.#names.indexOf(name);
    if (index < 0) return this.append(name, value);
    this.#values[index] = oneLine(value);
    for (let i = this.#names.length - 1; i > index; i -= 1) if (this.#names[i] === name) this.#removeAt(i);
    return this;
  }

  /** Another value for the first line of this name, which must be there, and what `read` is to find in it. */
  rewriteFirst(name: string, value: string, read: unknown): void {
    this.#values[this.#names.indexOf(name)] = oneLine(value);
    this.#read ??= new Map();
    this.#read.set(name, read);
  }

  /** Lines of another message as they are, all of each name, or the first where only that counts. */
  copy(from: Headers, names: readonly string[], which: 'all' | 'first'): this {
    for (const name of names) {
      this.#read?.delete(name);
      for (let i = 0; i < from.#names.length; i += 1) {
        if (from.#names[i] !== name) continue;
        this.#names.push(name);
        this.#values.push(from.#values[i] ?? '');
        if (which === 'first') break;
      }
    }
    return this;
  }

  append(name: string, value: string): this {
    const own = headerName(name);
    this.#read?.delete(own);
    this.#names.push(own);
    this.#values.push(oneLine(value));
    return this;
  }

  /** Before every other line of this name: Via, Record-Route, Route. */
  prepend(name: string, value: string): this {
    this.#read?.delete(name);
    const index = this.#names.indexOf(name);
    if (index < 0) return this.append(name, value);
    this.#names.splice(index, 0, name);
    this.#values.splice(index, 0, oneLine(value));
    return this;
  }

  delete(name: string): this {
    this.#read?.delete(name);
    for (let i = this.#names.length - 1; i >= 0; i -= 1) if (this.#names[i] === name) this.#removeAt(i);
    return this;
  }

  /** Puts lines of this name in the place of what is there. */
  replaceAll(name: string, values: readonly string[]): this {
    this.delete(name);
    for (const value of values) this.append(name, value);
    return this;
  }

  clone(): Headers {
    return new Headers([...this.#names], [...this.#values]);
  }

  serialize(): string {
    let text = '';
    for (let i = 0; i < this.#names.length; i += 1) text += `${this.#names[i]}: ${this.#values[i]}\r\n`;
    return text;
  }

  #removeAt(index: number): void {
    this.#names.splice(index, 1);
    this.#values.splice(index, 1);
  }
}
