import { range } from '../text.ts';

/**
 * P-values by the item's name: the numbers that stand beside the items in FusionPBX's template of the GRP261x, and
 * above the P-values in those of the GXP16xx, GXP21xx and HT80x.
 */
const GENERAL: Readonly<Record<string, number>> = {
  'provisioning.config.protocol': 212,
  'provisioning.config.serverPath': 237,
  'provisioning.config.username': 1360,
  'provisioning.config.password': 1361,
  'provisioning.config.processAll.enable': 8467,
  'provisioning.firmware.protocol': 6767,
  'provisioning.firmware.serverPath': 192,
  'provisioning.firmware.checkCondition': 238,
  'provisioning.alwaysAuthenticateBeforeChallenge': 20713,
  'provisioning.auto.mode': 194,
  'provisioning.auto.minute': 193,
  'provisioning.auto.randomTime.enable': 8458,
  'provisioning.3cxAutoProvision': 1414,
  'provisioning.override.dhcp.allowCommonOptions': 145,
  'provisioning.userProtect.enable': 9996,
  'security.validate.serverCertificate': 8463,
  'trustedCACertificates.load': 8502,
  'trustedCACertificates.trustedCACertificate.1': 8433,
  'users.admin.password': 2,
  'users.user.password': 196,
  'sip.notify.challenge': 4428,
  'hotdesking.enable': 1345,
  'keys.lock.enable': 1382,
  'keys.lock.password': 1383,
  'keys.lock.emergency': 8385,
  'call.dial.offhook.autoDial.number': 71,
  'language.gui': 1362,
  'dateTime.timezone': 64,
};

const ACCOUNT_1: Readonly<Record<string, number>> = {
  enable: 271,
  name: 270,
  'sip.server.1.address': 47,
  'sip.server.2.address': 2312,
  'sip.outboundProxy.1.address': 48,
  'sip.userid': 35,
  'sip.subscriber.userid': 36,
  'sip.subscriber.password': 34,
  'sip.subscriber.name': 3,
  'sip.voicemail.number': 33,
  'sip.registration': 31,
  'sip.registerExpiration': 32,
  'sip.transport': 130,
  'sip.uriSchemeWhenUsingTls': 2329,
  'sip.keepAlive.enable': 2397,
  'sip.subscribe.forMwi': 99,
  'sip.allowSipReset': 26015,
  'sip.validate.incomingServer': 2347,
  'network.natTraversal': 52,
  'audio.srtpMode': 183,
  'codec.choice.1': 57,
  'codec.choice.2': 58,
  'codec.choice.3': 59,
  'dtmf.sendInAudio': 2301,
  'dtmf.sendInRtp': 2302,
  'dtmf.sendInSip': 2303,
  'call.dialplan': 290,
  'call.autoAnswer': 90,
  'call.sendAnonymous': 65,
  'featureCodes.callFeatures': 191,
  'featureCodes.callForwardUnconditionallyTarget': 29092,
  'featureCodes.callForwardBusyTarget': 29093,
  'featureCodes.callForwardDelayedTarget': 29094,
};

/** Where the numbers of accounts 2 to 6 begin; those of more are not documented: UNVERIFIED. */
const OTHER_ACCOUNTS = [401, 501, 601, 1701, 1801];

function otherAccount(first: number, n: number): Readonly<Record<string, number>> {
  return {
    enable: first,
    name: first + 16,
    'sip.server.1.address': first + 1,
    'sip.server.2.address': 2_212 + 100 * n,
    'sip.outboundProxy.1.address': first + 2,
    'sip.userid': first + 3,
    'sip.subscriber.userid': first + 4,
    'sip.subscriber.password': first + 5,
    'sip.subscriber.name': first + 6,
    'sip.voicemail.number': first + 25,
  };
}

type KeyNumbers = readonly [keyMode: number, account: number, description: number, value: number];

function virtualKey(n: number): KeyNumbers {
  const first = n <= 6 ? 1_363 + 2 * (n - 1) : 23_800 + 4 * (n - 7);
  return n <= 6 ? [first, first + 1, first + 102, first + 103] : [first, first + 1, first + 2, first + 3];
}

function physicalKey(n: number): KeyNumbers {
  const account = 301 + 3 * (n - 1);
  if (n <= 7) return [322 + n, account, account + 1, account + 2];
  const first = n <= 18 ? 353 + 4 * (n - 8) : 1_440 + 4 * (n - 19);
  return [first, first + 1, first + 2, first + 3];
}

const prefixed = (prefix: string, numbers: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries(numbers).map(([name, number]) => [`${prefix}.${name}`, number]);

const keyNames = (prefix: string, [keyMode, account, description, value]: KeyNumbers): [string, number][] =>
  prefixed(prefix, { keyMode, account, description, value });

export const P_NUMBERS: ReadonlyMap<string, number> = new Map([
  ...Object.entries(GENERAL),
  ...prefixed('account.1', ACCOUNT_1),
  ...OTHER_ACCOUNTS.flatMap((first, at) => prefixed(`account.${at + 2}`, otherAccount(first, at + 2))),
  ...range(1, 48).flatMap((n) => keyNames(`pks.vpk.${n}`, virtualKey(n))),
  ...range(1, 24).flatMap((n) => keyNames(`pks.mpk.${n}`, physicalKey(n))),
]);

/** What an adapter numbers otherwise than a phone does; undefined = it has no such thing. */
const ADAPTER_DIFFERS: Readonly<Record<string, number | undefined>> = {
  'provisioning.firmware.protocol': undefined,
  'provisioning.userProtect.enable': undefined,
  'provisioning.config.processAll.enable': undefined,
  'keys.lock.enable': undefined,
  'keys.lock.password': undefined,
  'keys.lock.emergency': undefined,
  'hotdesking.enable': undefined,
  // It has no display; what it says by itself speaks English, Spanish, Chinese or Russian (P342).
  'language.gui': undefined,
  'account.1.name': undefined,
  'account.1.sip.server.2.address': 967,
  'account.1.sip.voicemail.number': undefined,
  'account.1.sip.validate.incomingServer': 243,
  'account.1.dtmf.sendInAudio': undefined,
  'account.1.dtmf.sendInRtp': undefined,
  'account.1.dtmf.sendInSip': undefined,
  'account.1.call.dialplan': 4200,
  'account.1.codec.choice.3': undefined,
  'account.1.call.autoAnswer': undefined,
  'account.1.featureCodes.callForwardUnconditionallyTarget': undefined,
  'account.1.featureCodes.callForwardBusyTarget': undefined,
  'account.1.featureCodes.callForwardDelayedTarget': undefined,
  // The second socket of an HT802.
  'account.2.name': undefined,
  'account.2.sip.server.1.address': 747,
  'account.2.sip.server.2.address': 987,
  'account.2.sip.outboundProxy.1.address': 748,
  'account.2.sip.userid': 735,
  'account.2.sip.subscriber.userid': 736,
  'account.2.sip.subscriber.password': 734,
  'account.2.sip.subscriber.name': 703,
  'account.2.sip.voicemail.number': undefined,
};

/** No item, but what takes the place of `dtmf.sendIn…` on an adapter. */
export const ADAPTER_DTMF = 'account.1.dtmf.preferred.1';

export const ADAPTER_P_NUMBERS: ReadonlyMap<string, number> = new Map(
  [...P_NUMBERS, [ADAPTER_DTMF, 850] as const]
    .filter(([name]) => !/^(?:pks|account\.[3-6])\./.test(name))
    .map(([name, number]) => [name, name in ADAPTER_DIFFERS ? ADAPTER_DIFFERS[name] : number] as const)
    .filter((entry): entry is readonly [string, number] => entry[1] !== undefined),
);
