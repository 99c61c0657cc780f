import type { DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import { composeKeys, type WhyNot } from './compose-keys.ts';
import { fitKeys, type PhoneKey } from './keys.ts';
import { vendorById } from './vendors/index.ts';

/** What stands on the keys of a desk's phone, for people to look at. */
export type KeysOnPhone = {
  vendor: string;
  /** As the phone says it of itself, or as it was entered; null = nobody knows. */
  model: string | null;
  /** False: it gets what every model of its maker takes. */
  isKnownModel: boolean;
  /** One list a page, one entry a key; null = the key does nothing. Empty where the phone has no keys. */
  pages: Array<Array<PhoneKey | null>>;
  /** What is wanted and not there, the most important first. */
  leftOut: Array<{ key: PhoneKey; why: WhyNot | 'no-room' }>;
  /** They can be dialled whatever the keys are. */
  emergencyNumbers: string[];
};

/** Fits the keys of a desk to its phone, as its file does. */
export function keysOnPhone(configuration: DeskConfiguration): KeysOnPhone {
  const { desk, phone, settings } = configuration;
  const model = phone?.model ?? desk.model;
  const shape = vendorById(desk.vendor)?.shapeOf(model ?? undefined);
  const { keys, keysPerPage } = shape ?? { keys: 0, keysPerPage: 0 };
  const wanted = composeKeys(configuration);
  const fitted = fitKeys(wanted.keys, { keys, keysPerPage });
  return {
    vendor: desk.vendor,
    model,
    isKnownModel: shape?.isKnown ?? false,
    pages: toPages(
      fitted.placed.map((key) => key ?? null),
      keysPerPage,
    ),
    leftOut: [...fitted.leftOut.map((key) => ({ key, why: 'no-room' as const })), ...wanted.leftOut],
    emergencyNumbers: settings.emergencyNumbers,
  };
}

function toPages<T>(keys: readonly T[], keysPerPage: number): T[][] {
  const count = keysPerPage > 0 ? Math.ceil(keys.length / keysPerPage) : 0;
  return Array.from({ length: count }, (_, at) => keys.slice(at * keysPerPage, (at + 1) * keysPerPage));
}
