import type { Extras } from '../extras.ts';
import { OTHER_P_VALUES, RESERVED_P_VALUES, RISKY_P_VALUES } from './p-values.ts';

const numberOf = (name: string): number => Number(name.slice(1));

export const htekExtras: Extras = {
  /** `P8683`: what stands beside it in the maker's files is for people. */
  nameOf(text) {
    const name = text.trim();
    return /^P\d{1,5}$/i.test(name) ? `P${numberOf(name)}` : undefined;
  },
  isKnown: (name) => OTHER_P_VALUES.has(numberOf(name)) || RISKY_P_VALUES.has(numberOf(name)),
  reserved: (name) => RESERVED_P_VALUES.get(numberOf(name)),
  isRisky: (name) => RISKY_P_VALUES.has(numberOf(name)),
  fileName: (mac) => `cfg${mac}.xml`,
};
