import type { LabelReading, ReadSerial } from './read-label.ts';

/** What people chose where a label left a choice. */
export type Choice = { readonly mac?: string; readonly serial?: string };

/** Chosen where none of the numbers is the serial number. */
export const NONE = '';

export type TakenLabel = { mac: string; vendor: string | undefined; serial: string | undefined };

export const macOf = ({ macs }: LabelReading, { mac }: Choice) =>
  macs.length === 1 ? macs[0] : macs.find((read) => read.mac === mac);

/** The numbers that the phone may have: a MAC-ID is that of one MAC address. */
export function serialsFor(label: LabelReading, choice: Choice): readonly ReadSerial[] {
  const mac = macOf(label, choice)?.mac;
  return label.serials.filter(
    ({ kind, text }) => kind === 'serial' || mac === undefined || text.toLowerCase().startsWith(mac),
  );
}

/** What goes into the form; undefined as long as it has no MAC address, or people have to choose. */
export function takeFromLabel(label: LabelReading, choice: Choice): TakenLabel | undefined {
  const read = macOf(label, choice);
  if (read === undefined) return undefined;
  const { mac, vendor } = read;
  const serials = serialsFor(label, choice);
  if (serials.length <= 1) return { mac, vendor, serial: serials[0]?.text };
  if (choice.serial === NONE) return { mac, vendor, serial: undefined };
  const chosen = serials.find(({ text }) => text === choice.serial);
  return chosen && { mac, vendor, serial: chosen.text };
}
