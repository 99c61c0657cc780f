import { readAuerswald } from '#server/sim/makes/auerswald.ts';
import { readFlatProfile } from '#server/sim/makes/cisco.ts';
import { readNvm } from '#server/sim/makes/gigaset-maxwell.ts';
import { readMitel } from '#server/sim/makes/mitel.ts';
import { readPanasonic } from '#server/sim/makes/panasonic.ts';
import { readSnomSettings } from '#server/sim/makes/snom-settings.ts';
import { readXml } from '#server/sim/read-xml.ts';
import { parseAle } from './vendors/ale/parse-ale.ts';
import { sysConfSettings } from './vendors/fanvil/sys-conf-settings.ts';
import { parseGrandstream } from './vendors/grandstream/parse-grandstream.ts';
import { parseHtek } from './vendors/htek/parse-htek.ts';
import { linphoneEntries } from './vendors/linphone/linphone-entries.ts';
import { polyParameters } from './vendors/poly/poly-parameters.ts';
import { parseYealink } from './vendors/yealink/parse-yealink.ts';

type Read = (text: string) => Map<string, string>;

const READERS: Readonly<Record<string, Read>> = {
  cisco: (text) => new Map(readFlatProfile(text)),
  yealink: parseYealink,
  grandstream: (text) => parseGrandstream(text).settings,
  snom: (text) => new Map(readSnomSettings(readXml(text))),
  fanvil: sysConfSettings,
  poly: polyParameters,
  linphone: linphoneEntries,
  ale: parseAle,
  auerswald: (text) => new Map(readAuerswald(text)),
  htek: parseHtek,
  mitel: (text) => new Map(readMitel(text)),
  panasonic: (text) => new Map(readPanasonic(text)),
  gigaset: (text) => new Map(readNvm(text) ?? readSnomSettings(readXml(text))),
};

/** Reads a maker's file as its phones do. */
export function readerOf(vendor: string): Read {
  const read = READERS[vendor];
  if (read === undefined) throw new Error(`nobody reads the files of ${vendor}`);
  return read;
}
