/** Pieces of sound, one after the other. */
export function joinSamples(pieces: readonly Int16Array[]): Int16Array {
  const samples = new Int16Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return samples;
}
