import type { DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import { composeKeys, type WhyNot } from './compose-keys.ts';
import { fitKeys, type KeyLayout, type KeyPages, type PhoneKey, toPages } from './keys.ts';
import { vendorById } from './vendors/index.ts';

/** What stands on the keys of a desk's phone, for people to look at. Null = that key does nothing. */
export type KeysOnPhone = KeyPages<PhoneKey | null> & {
  vendor: string;
  /** As the phone says it of itself, or as it was entered; null = nobody knows. */
  model: string | null;
  /** False: it gets what every model of its maker takes. */
  isKnownModel: boolean;
  /** What is wanted and not there, the most important first. */
  leftOut: Array<{ key: PhoneKey; why: WhyNot | 'no-room' }>;
  /** They can be dialled whatever the keys are. */
  emergencyNumbers: string[];
};

const NO_KEYS: KeyLayout = { keys: 0, keysPerPage: 0 };

/** Fits the keys of a desk to its phone, as its file does. */
export function keysOnPhone(configuration: DeskConfiguration): KeysOnPhone {
  const { desk, phone, settings } = configuration;
  const model = phone?.model ?? desk.model;
  const vendor = vendorById(desk.vendor);
  const shape = vendor?.shapeOf(model ?? undefined);
  const layout = shape === undefined || vendor?.limitations.includes('no-keys') ? NO_KEYS : shape;
  const wanted = composeKeys(configuration);
  const fitted = fitKeys(wanted.keys, layout);
  return {
    vendor: desk.vendor,
    model,
    isKnownModel: shape?.isKnown ?? false,
    ...toPages(
      fitted.placed.map((key) => key ?? null),
      layout,
    ),
    leftOut: [...fitted.leftOut.map((key) => ({ key, why: 'no-room' as const })), ...wanted.leftOut],
    emergencyNumbers: settings.emergencyNumbers,
  };
}
