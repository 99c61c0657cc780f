import type { FirmwareFile, FirmwareModel } from '../../../_live/shapes.ts';

export type Make = { id: string; fileNameExample: string | null };

/** `96.86.0.45` of `T54W(T57W,T53W)-96.86.0.45.rom`; empty where a name has nothing like it. */
export const versionIn = (fileName: string): string => /\d+(?:\.\d+){2,}/.exec(fileName)?.[0] ?? '';

/** Those that this firmware is for, the newest upload first. */
export const filesFor = (files: readonly FirmwareFile[], { vendor, model }: FirmwareModel): FirmwareFile[] =>
  files.filter(
    (file) =>
      file.vendor === vendor && file.models.some((name) => name.toLowerCase() === model.toLowerCase()),
  );

const MB = 1024 * 1024;

export const megabytes = (bytes: number): number => Math.max(0.1, Math.round((bytes / MB) * 10) / 10);

/** What is told of a roll-out, in this order, where it is not 0. */
export const steps = [
  'done',
  'underWay',
  'waiting',
  'occupied',
  'unreachable',
  'failed',
  'elsewhere',
] as const;
