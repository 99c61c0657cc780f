import { fitKeys, type KeyFunction, type PhoneKey } from '../../keys.ts';
import type { DeskPhone, PhoneConfig } from '../../phone-config.ts';
import { range, shorten } from '../text.ts';
import { shapeOfGigaset } from './models.ts';
import { nvmFile, onOff, type Param } from './nvm.ts';

/** A Maxwell has four accounts and at most eight keys; one with fewer passes over the others. */
const ACCOUNTS = 4;
const KEYS = 8;
const LABEL_MAX = 64;
const NO_KEY = -1;
const DIALS = 3;
/** `FunctionKeys.N.Type`. UNVERIFIED: that it has none that transfers, and dials during a call instead. */
const KEY_TYPES: Readonly<Record<KeyFunction, number>> = {
  line: 0,
  'log-in': DIALS,
  'log-out': DIALS,
  'speed-dial': DIALS,
  voicemail: DIALS,
  transfer: DIALS,
  blf: 4,
};
/** UNVERIFIED: TCP is 2 and TLS the same with `UseSIPS`, as TC has it; another source knows 1 and 2 only. */
const TRANSPORT = { udp: 1, tcp: 2, tls: 2 } as const;
const DTMF_BY_RFC_4733 = 1;
/** `OutboundProxy.Mode`. UNVERIFIED: TC writes 1 where there is one; 2 stands in the maker's example without one. */
const PROXY_USED = 1;
const PROXY_NEVER = 2;
/** DHCP could lead it away from the address that it has (TC). UNVERIFIED: that it reads them all again where none is named. */
const DHCP_OPTIONS_NOT_READ = 'NET.IP.IPv4.DHCP.Options.Disabled';
const FACTORY_PASSWORD = 'admin';
const FACTORY_USER_PASSWORD = 'user';

/** UNVERIFIED: only `en-us` and `it-it` stand in a source. */
const LANGUAGES: Readonly<Record<string, string>> = { en: 'en-us', de: 'de-de', fr: 'fr-fr', es: 'es-es' };

/** The file of a Maxwell, which keeps what a file does not name. `%MACD` is its MAC. */
export function renderMaxwell(config: PhoneConfig): string {
  const params = config.is === 'desk-phone' ? deskParams(config) : releaseParams();
  return nvmFile({ ...config, params });
}

function deskParams(config: DeskPhone): Param[] {
  const { provisioning, adminPassword, language } = config;
  const name = LANGUAGES[language] ?? 'en-us';
  return [
    ['System.Provision.ProvisioningServer', `${provisioning.url}%MACD.xml`],
    // UNVERIFIED: seconds.
    ['System.Provision.Period', provisioning.pollMinutes * 60],
    [DHCP_OPTIONS_NOT_READ, '66,114'],
    ['System.Security.HttpAuthUsername', provisioning.username],
    ['System.Security.HttpAuthPassword', provisioning.password],
    // 0: a NOTIFY restarts the phone only if it says `reboot=true`.
    ['SIP.Checksync.Simple', 0],
    ['WebUI.AdminPassword', adminPassword],
    ['WebUI.UserPassword', adminPassword],
    ['PhoneUI.Settings.Language', name],
    ['WebUI.Language', name],
    ...accountParams(config),
    ...range(1, ACCOUNTS - 1).flatMap(emptyAccount),
    ...forwardParams(),
    ...keyParams(config.keys, config.model),
  ];
}

function accountParams({ account, keys }: DeskPhone): Param[] {
  const mailbox = keys.find(({ does }) => does === 'voicemail')?.dials ?? '';
  const { registrar, outboundProxy } = account;
  return [
    ...transportParams(account),
    ['SIP.DefaultAccount', 0],
    ['SIP.ActiveCodecs', '0,8'],
    ['SIP.Account.0.Active', 1],
    ['SIP.Account.0.AccountName', shorten(account.label, LABEL_MAX)],
    ['SIP.Account.0.Provider', 'Perch'],
    ['SIP.Account.0.DisplayName', shorten(account.displayName, LABEL_MAX)],
    ['SIP.Account.0.Username', account.extension],
    ['SIP.Account.0.AuthName', account.authName],
    ['SIP.Account.0.AuthPassword', account.secret],
    ['SIP.Account.0.Domain', registrar.host],
    ['SIP.Account.0.ProxyServer.Address', registrar.host],
    ['SIP.Account.0.ProxyServer.Port', registrar.port],
    ['SIP.Account.0.RegistrationServer.Address', registrar.host],
    ['SIP.Account.0.RegistrationServer.Port', registrar.port],
    ['SIP.Account.0.OutboundProxy.Mode', outboundProxy === null ? PROXY_NEVER : PROXY_USED],
    ['SIP.Account.0.OutboundProxy.Address', outboundProxy?.host ?? ''],
    ['SIP.Account.0.OutboundProxy.Port', outboundProxy?.port ?? ''],
    ['SIP.Account.0.DTMFTransmission', DTMF_BY_RFC_4733],
    ['SIP.Account.0.FailoverServer.Enabled', 0],
    ['SIP.Account.0.STUN.Enabled', 0],
    ['SIP.Account.0.VoiceMail.Active', onOff(mailbox !== '')],
    ['SIP.Account.0.VoiceMail.Mailbox', mailbox],
  ];
}

function transportParams({ transport, isSrtp }: Pick<DeskPhone['account'], 'transport' | 'isSrtp'>): Param[] {
  return [
    ['SIP.TransportProtocol', TRANSPORT[transport]],
    ['SIP.Security.UseSIPS', onOff(transport === 'tls')],
    ['SIP.Security.SRTP', onOff(isSrtp)],
    ['SIP.Security.AcceptNonSRTPCalls', onOff(!isSrtp)],
  ];
}

function emptyAccount(n: number): Param[] {
  const names = [
    ...['AccountName', 'Provider', 'DisplayName', 'Username', 'AuthName', 'AuthPassword', 'Domain'],
    ...['ProxyServer.Address', 'RegistrationServer.Address', 'OutboundProxy.Address', 'VoiceMail.Mailbox'],
  ];
  return [[`SIP.Account.${n}.Active`, 0], ...names.map((name): Param => [`SIP.Account.${n}.${name}`, ''])];
}

function forwardParams(): Param[] {
  return [
    ['Telephony.DnD.Active', 0],
    ...range(0, ACCOUNTS - 1).flatMap((n) =>
      ['All', 'Busy', 'NoAnswer'].flatMap((event): Param[] => [
        [`Telephony.CallDivert.${n}.${event}.Active`, 0],
        [`Telephony.CallDivert.${n}.${event}.VoiceMail`, 0],
        [`Telephony.CallDivert.${n}.${event}.Target`, ''],
      ]),
    ),
  ];
}

/** The first soft key logs in and out: a Maxwell Basic has no others. */
function keyParams(keys: readonly PhoneKey[], model: string | undefined): Param[] {
  const { placed } = fitKeys(keys, shapeOfGigaset(model));
  const log = keys.find(({ does }) => does === 'log-in' || does === 'log-out');
  return [
    ['PhoneUI.Keys.SoftKeys.0.Type', log === undefined ? NO_KEY : DIALS],
    ['PhoneUI.Keys.SoftKeys.0.PhoneNumber', log?.dials ?? ''],
    ['PhoneUI.Keys.SoftKeys.1.Type', NO_KEY],
    ['Telephony.ShowKeysDisplayName', 1],
    ...range(0, KEYS - 1).flatMap((n) => functionKey(n, placed[n])),
  ];
}

function functionKey(n: number, key: PhoneKey | undefined): Param[] {
  return [
    [`PhoneUI.Keys.FunctionKeys.${n}.Type`, key === undefined ? NO_KEY : KEY_TYPES[key.does]],
    [`PhoneUI.Keys.FunctionKeys.${n}.DisplayName`, key === undefined ? '' : shorten(key.label, LABEL_MAX)],
    [`PhoneUI.Keys.FunctionKeys.${n}.Connection`, key === undefined ? '' : 0],
    [`PhoneUI.Keys.FunctionKeys.${n}.PhoneNumber`, key?.dials ?? ''],
  ];
}

function releaseParams(): Param[] {
  return [
    ['System.Provision.ProvisioningServer', ''],
    ['System.Provision.Period', 0],
    [DHCP_OPTIONS_NOT_READ, ''],
    ['System.Security.HttpAuthUsername', ''],
    ['System.Security.HttpAuthPassword', ''],
    ['WebUI.AdminPassword', FACTORY_PASSWORD],
    ['WebUI.UserPassword', FACTORY_USER_PASSWORD],
    ...transportParams({ transport: 'udp', isSrtp: false }),
    ...range(0, ACCOUNTS - 1).flatMap(emptyAccount),
    ['SIP.Account.0.OutboundProxy.Mode', PROXY_NEVER],
    ...forwardParams(),
    ...keyParams([], undefined),
  ];
}
