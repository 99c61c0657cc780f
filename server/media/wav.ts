/** The telephone's own kind of sound: 8,000 samples a second, 16 bits, one channel. */
export const SAMPLE_RATE = 8_000;
/** What G.722 carries, and what prompts are kept in. */
export const WIDE_SAMPLE_RATE = 16_000;

const HEADER_BYTES = 44;

/** Samples of a RIFF/WAVE file. @throws RangeError unless it has one channel of 16 bits at this rate */
export function readWav(bytes: Uint8Array, sampleRate: number): Int16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES || tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE')
    throw new RangeError('no WAVE file');
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    if (tag(view, at) === 'fmt ') requireFormat(view, at + 8, sampleRate);
    if (tag(view, at) === 'data') return samplesOf(view, at + 8, Math.min(length, bytes.length - at - 8));
    at += 8 + length + (length % 2);
  }
  throw new RangeError('a WAVE file without samples');
}

function requireFormat(view: DataView, at: number, sampleRate: number): void {
  const [format, channels, rate, bits] = [
    view.getUint16(at, true),
    view.getUint16(at + 2, true),
    view.getUint32(at + 4, true),
    view.getUint16(at + 14, true),
  ];
  if (format !== 1 || channels !== 1 || rate !== sampleRate || bits !== 16) {
    throw new RangeError(`no sound of ${sampleRate} Hz, 16 bits, one channel`);
  }
}

function samplesOf(view: DataView, at: number, length: number): Int16Array {
  return Int16Array.from({ length: length >> 1 }, (_, i) => view.getInt16(at + 2 * i, true));
}

export function writeWav(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + 2 * samples.length);
  const view = new DataView(bytes.buffer);
  const put = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at);
  put(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  put(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE, true);
  view.setUint32(28, 2 * SAMPLE_RATE, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put(36, 'data');
  view.setUint32(40, 2 * samples.length, true);
  for (const [i, sample] of samples.entries()) view.setInt16(HEADER_BYTES + 2 * i, sample, true);
  return bytes;
}

const tag = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
