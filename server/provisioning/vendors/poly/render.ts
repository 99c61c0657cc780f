import type { DeskPhone, PhoneConfig } from '../../phone-config.ts';
import { usableExtras, withExtras } from '../extras.ts';
import { range } from '../text.ts';
import { accountParameters, noAccounts, srtpParameters, TRANSPORT } from './account.ts';
import { polyExtras, sortedByPlace } from './extras.ts';
import { keyParameters } from './keys.ts';
import { device, type Parameter, parameterFile } from './parameters.ts';
import { timeParameters } from './time-zone.ts';

const FACTORY = { admin: '456', user: '123', prov: 'PlcmSpIp' } as const;
/** The shortest that it takes is more than an hour. */
const POLL_SECONDS = 3_601;
/** As many as a tenant may have. UNVERIFIED: how many a phone has room for. */
const EMERGENCY_NUMBERS = 20;
const ENGLISH = 'English_United_States';
const LANGUAGES: Readonly<Record<string, string>> = {
  en: ENGLISH,
  de: 'German_Germany',
  fr: 'French_France',
  es: 'Spanish_Spain',
};

/** The per-phone file, which the master file names: parameters of UC Software as attributes. */
export function renderPoly(config: PhoneConfig): string {
  const own = config.is === 'desk-phone' ? deskParameters(config) : releaseParameters(config.model);
  const { ofDevice, others } = sortedByPlace(usableExtras(config.extras, polyExtras));
  return parameterFile(config.version, [...withExtras(own, others, (value) => value ?? ''), ...ofDevice]);
}

const deskParameters = (config: DeskPhone): Parameter[] => [
  ...provisioningParameters(config),
  ...accountParameters(config),
  ...noAccounts(2),
  ...keyParameters(config.keys, config.model),
  ...dialParameters(config),
  ...nobodysHabits(),
  ['lcl.ml.lang', LANGUAGES[config.language] ?? ENGLISH],
  ...timeParameters(config.timeZone),
];

function provisioningParameters({ provisioning, adminPassword }: DeskPhone): Parameter[] {
  const { url, username, password } = provisioning;
  return [
    ['device.set', 1],
    ...device('prov.serverName', url),
    ...device('prov.serverType', url.startsWith('https:') ? 'HTTPS' : 'HTTP'),
    ...device('prov.user', username),
    ...device('prov.password', password),
    // It says its MAC in its User-Agent.
    ...device('prov.tagSerialNo', 1),
    ...device('prov.ztpEnabled', 0),
    ...device('auth.localAdminPassword', adminPassword),
    ...device('auth.localUserPassword', adminPassword),
    ['prov.polling.enabled', 1],
    ['prov.polling.mode', 'rel'],
    ['prov.polling.period', POLL_SECONDS],
    ['prov.autoConfigUpload.enabled', 0],
    // 0: it starts again only if what has changed needs that.
    ['voIpProt.SIP.specialEvent.checkSync.alwaysReboot', 0],
  ];
}

/** `*70101` goes out three seconds after its last digit; a soft key goes out at once. */
function dialParameters({ account, emergencyNumbers }: DeskPhone): Parameter[] {
  const { host, port } = account.outboundProxy ?? account.registrar;
  return [
    ['dialplan.digitmap', '[0123456789*#].T'],
    ['dialplan.digitmap.timeOut', 3],
    ['dialplan.routing.server.1.address', host],
    ['dialplan.routing.server.1.port', port],
    ['dialplan.routing.server.1.transport', TRANSPORT[account.transport]],
    ...range(1, EMERGENCY_NUMBERS).flatMap((n): Parameter[] => [
      [`dialplan.routing.emergency.${n}.value`, emergencyNumbers[n - 1] ?? ''],
      [`dialplan.routing.emergency.${n}.server.1`, emergencyNumbers[n - 1] === undefined ? '' : 1],
    ]),
  ];
}

/** What is changed on the phone itself is stronger than any file, so what would do harm cannot be changed there. */
const nobodysHabits = (): Parameter[] => [
  ['feature.forward.enable', 0],
  ['feature.doNotDisturb.enable', 0],
];

/** As it left the factory; a parameter that is not named is what it was there. */
const releaseParameters = (model: string | undefined): Parameter[] => [
  ['device.set', 1],
  ...device('prov.serverName', ''),
  ...device('prov.user', FACTORY.prov),
  ...device('prov.password', FACTORY.prov),
  ...device('prov.ztpEnabled', 1),
  ...device('auth.localAdminPassword', FACTORY.admin),
  ...device('auth.localUserPassword', FACTORY.user),
  ['prov.polling.enabled', 0],
  ...noAccounts(1),
  ['reg.1.outboundProxy.address', ''],
  ['msg.mwi.1.callBack', ''],
  ...srtpParameters(false),
  ...keyParameters([], model),
  ['feature.forward.enable', 1],
  ['feature.doNotDisturb.enable', 1],
];
