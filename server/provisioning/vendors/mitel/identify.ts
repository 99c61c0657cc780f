import type { Identification } from '../vendor.ts';

/** `Mitel6940 MAC:14-00-E9-1B-45-24 V:6.4.0.140-SIP`, `Aastra6731i MAC:00-08-5D-23-74-29 V:3.2.0.70-SIP`. */
const USER_AGENT =
  /^(?:Aastra|Mitel) ?([A-Za-z0-9]{2,10}) MAC:((?:[0-9A-F]{2}[-:]?){5}[0-9A-F]{2}) V:([\d.]{1,30})/i;

export function identifyMitel(userAgent: string): Identification | undefined {
  const [, model, mac, firmware] = USER_AGENT.exec(userAgent) ?? [];
  if (model === undefined || mac === undefined) return undefined;
  return {
    vendor: 'mitel',
    model: model.replace(/^(5[1-7]i)/i, '67$1'),
    firmware,
    mac: mac.replace(/[-:]/g, '').toLowerCase(),
  };
}
