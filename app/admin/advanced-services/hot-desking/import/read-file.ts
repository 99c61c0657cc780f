/**
 * The text of a file: UTF-8, or what spreadsheets on Windows write where nobody asks them for it.
 */
export function readText(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
