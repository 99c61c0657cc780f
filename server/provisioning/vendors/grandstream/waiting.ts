import type { WaitingPhone } from '../../phone-config.ts';
import { shapeOfGrandstream } from './models.ts';
import { grandstreamFile } from './render.ts';
import { withoutScheme } from './server-path.ts';
import {
  FACTORY_POLL_MINUTES,
  POLL_MINUTES_MIN,
  POLL_NEVER,
  PROTOCOL,
  pollEvery,
  type Setting,
} from './settings.ts';

/**
 * An account of nobody's, whose name stands on the display. UNVERIFIED: that every model shows an account that does not
 * register.
 */
export function renderWaitingGrandstream(phone: WaitingPhone): string {
  const { shows, provisioning } = phone;
  const shape = shapeOfGrandstream(phone.model);
  const isShown = shows !== '';
  const settings: Setting[] = [
    ['provisioning.config.protocol', provisioning.url.startsWith('https:') ? PROTOCOL.https : PROTOCOL.http],
    ['provisioning.config.serverPath', isShown ? withoutScheme(provisioning.url) : ''],
    ['provisioning.auto.mode', isShown ? pollEvery(shape) : POLL_NEVER],
    ['provisioning.auto.minute', isShown ? POLL_MINUTES_MIN : FACTORY_POLL_MINUTES],
    ['account.1.enable', isShown],
    ['account.1.name', shows],
    ['account.1.sip.registration', !isShown],
    ['account.1.sip.server.1.address', ''],
    ['account.1.sip.userid', ''],
    ['account.1.sip.subscriber.userid', ''],
    ['account.1.sip.subscriber.password', ''],
    ['account.1.sip.subscriber.name', shows],
  ];
  return grandstreamFile(phone, settings);
}
