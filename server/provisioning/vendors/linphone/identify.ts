import type { Identification } from '../vendor.ts';

/** `Linphonec/5.1.65`, `LinphoneAndroid/5.2.5 (…) LinphoneSDK/5.3.0`. The first start of all says `Unknown`. */
const USER_AGENT = /^(Linphone[\w-]{0,30})\/(\d+(?:\.\d+){1,4})/i;

export function identifyLinphone(userAgent: string): Identification | undefined {
  const [, model, firmware] = USER_AGENT.exec(userAgent) ?? [];
  return model === undefined ? undefined : { vendor: 'linphone', model, firmware, mac: undefined };
}
