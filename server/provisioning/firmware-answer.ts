import type { DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import { answerPart, type FileRequest, type Part, type PartAnswer } from './file-answer.ts';

/** A part of a firmware file, to be sent from the disk. */
export type FirmwarePart = Part & { firmwareId: string };

type FirmwareAnswer = Omit<PartAnswer, 'part'> & { firmware: FirmwarePart | undefined };

/** The firmware that a desk's phone shall fetch, under the name that it has; undefined for every other. */
export function answerFirmware(
  { firmware }: Pick<DeskConfiguration, 'firmware'>,
  { id, name }: { id: string; name: string },
  request: FileRequest,
): FirmwareAnswer | undefined {
  if (firmware?.id !== id || firmware.fileName.toLowerCase() !== name.toLowerCase()) return undefined;
  const { bytes, sha256, uploadedAt } = firmware;
  const facts = { contentType: 'application/octet-stream', etag: `"${sha256}"`, length: bytes };
  const { part, ...answer } = answerPart({ ...facts, lastModified: uploadedAt }, request);
  return { ...answer, firmware: part && { ...part, firmwareId: id } };
}
