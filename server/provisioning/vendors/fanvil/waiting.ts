import type { WaitingPhone } from '../../phone-config.ts';
import { emptied, serverOf } from './server.ts';
import { group, setting, sysConf } from './sys-conf.ts';
import { versionOf } from './version.ts';

/** The title of the display, which needs no account: its lines and keys stay as they are, and plug and play on. */
export const renderWaitingFanvil = ({ versionAtMs, shows, provisioning }: WaitingPhone): string =>
  sysConf(
    setting('Version', versionOf({ versionAtMs })),
    group(
      'ap',
      ...(shows === '' ? emptied() : serverOf(provisioning.url)),
      group('pnp', setting('PNPEnable', 1)),
    ),
    group('phone', group('display', setting('LCDTitle', shows))),
  );
