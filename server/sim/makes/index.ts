import { simAle } from './ale.ts';
import { simAuerswald } from './auerswald.ts';
import { simCisco } from './cisco.ts';
import { simFanvil } from './fanvil.ts';
import { simGigaset } from './gigaset.ts';
import { simGigasetMaxwell } from './gigaset-maxwell.ts';
import { simGrandstream, simGrandstreamGrp } from './grandstream.ts';
import { simHtek } from './htek.ts';
import { simLinphone } from './linphone.ts';
import type { SimMake } from './make.ts';
import { simMitel } from './mitel.ts';
import { simPanasonic } from './panasonic.ts';
import { simPoly } from './poly.ts';
import { simSnom } from './snom.ts';
import { simYealink } from './yealink.ts';

/** The makers whose phones can be simulated; a maker with two forms of files has one of each. */
const MAKES: Readonly<Record<string, SimMake>> = {
  ale: simAle,
  auerswald: simAuerswald,
  cisco: simCisco,
  fanvil: simFanvil,
  'gigaset-maxwell': simGigasetMaxwell,
  gigaset: simGigaset,
  'grandstream-grp': simGrandstreamGrp,
  grandstream: simGrandstream,
  htek: simHtek,
  linphone: simLinphone,
  mitel: simMitel,
  panasonic: simPanasonic,
  poly: simPoly,
  snom: simSnom,
  yealink: simYealink,
};

export const simMakes: readonly SimMake[] = Object.values(MAKES);

/** As `--make` takes them. */
export const simMakeNames: readonly string[] = Object.keys(MAKES);

export const simMakeOf = (name: string): SimMake | undefined =>
  Object.hasOwn(MAKES, name) ? MAKES[name] : undefined;
