import { macText } from '../../../_live/mac.tsx';
import type { Desk } from '../../../_live/shapes.ts';
import type { TakenLabel } from './scan/take-from-label.ts';

/** What stands in the form of a desk. */
export type DeskValues = {
  mac: string;
  vendor: string;
  model: string;
  serial: string;
  provisioning: 'pnp' | 'rps' | 'link';
  network: 'lan' | 'sbc';
  displayName: string;
  extension: string;
  site: string;
  floor: string;
  callerNumber: string;
};

export const emptyDesk: DeskValues = {
  mac: '',
  vendor: 'yealink',
  model: '',
  serial: '',
  provisioning: 'pnp',
  network: 'lan',
  displayName: '',
  extension: '',
  site: '',
  floor: '',
  callerNumber: '',
};

export const toDeskValues = (desk: Desk): DeskValues => ({
  mac: macText(desk.mac),
  vendor: desk.vendor,
  model: desk.model ?? '',
  serial: desk.serial ?? '',
  provisioning: desk.provisioning,
  network: desk.network,
  displayName: desk.displayName,
  extension: desk.extension,
  site: desk.site ?? '',
  floor: desk.floor ?? '',
  callerNumber: desk.callerNumber ?? '',
});

/** What a phone's label says goes into the form. A serial number that stands there goes with its phone. */
export function fromLabel(before: DeskValues, { mac, serial, vendor }: TakenLabel): Partial<DeskValues> {
  const isSamePhone = before.mac.replace(/[:.\-\s]/g, '').toLowerCase() === mac;
  return {
    mac: macText(mac),
    serial: serial ?? (isSamePhone ? before.serial : ''),
    ...(vendor === undefined ? {} : { vendor }),
  };
}

const optional = (text: string): string | null => text.trim() || null;

/** A field that was left empty is not known. */
export const toDeskInput = (values: DeskValues) => ({
  ...values,
  extension: values.extension.trim(),
  model: optional(values.model),
  serial: optional(values.serial),
  site: optional(values.site),
  floor: optional(values.floor),
  callerNumber: optional(values.callerNumber),
});

/** Only what was changed: a phone is not told anew of what it knows. */
export function changedOnly(before: DeskValues, after: DeskValues): Partial<ReturnType<typeof toDeskInput>> {
  const was = toDeskInput(before);
  return Object.fromEntries(
    Object.entries(toDeskInput(after)).filter(([key, value]) => was[key as keyof typeof was] !== value),
  );
}
