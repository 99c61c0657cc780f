import type { Identification } from '../vendor.ts';

/**
 * `FileTransport PolycomVVX-VVX_400-UA/5.9.0.9373 (SN:482567b5313f) Type/Application`. The serial number, which is the
 * MAC, is there only with `device.prov.tagSerialNo`; while it starts, its updater asks, and the version is that one's.
 */
const USER_AGENT =
  /^(?:FileTransport )?Poly(?:com)?\w*-(\w{1,30})-UA\/(\d+(?:\.\d+){1,7})(?: ?\(SN:([0-9a-f]{12})\))?(?: Type\/(\w+))?\s*$/i;

export function identifyPoly(userAgent: string): Identification | undefined {
  const [, model, version, serial, asking] = USER_AGENT.exec(userAgent) ?? [];
  if (model === undefined) return undefined;
  return {
    vendor: 'poly',
    model: model.replaceAll('_', ' '),
    firmware: asking?.toLowerCase() === 'updater' ? undefined : version,
    mac: serial?.toLowerCase(),
  };
}
