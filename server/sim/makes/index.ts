import { simFanvil } from './fanvil.ts';
import type { SimMake } from './make.ts';
import { simSnom } from './snom.ts';
import { simYealink } from './yealink.ts';

/** The makers whose phones can be simulated. */
const MAKES: Readonly<Record<string, SimMake>> = { fanvil: simFanvil, snom: simSnom, yealink: simYealink };

export const simMakes: readonly SimMake[] = Object.values(MAKES);

export const simMakeOf = (vendor: string): SimMake | undefined =>
  Object.hasOwn(MAKES, vendor) ? MAKES[vendor] : undefined;
