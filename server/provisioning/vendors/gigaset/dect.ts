import type { DeskPhone, PhoneConfig } from '../../phone-config.ts';
import { shorten } from '../text.ts';
import { nvmFile, onOff, type Param } from './nvm.ts';

/** `SipProvider.0.TransportProtocol`, `.DTMFTransmission` and `.OutboundProxyMode` (WZ). */
const TRANSPORT = { udp: 1, tcp: 2, tls: 3 } as const;
const DTMF_BY_RFC_4733 = 2;
const PROXY_USED = 0;
const PROXY_NEVER = 2;
const LABEL_MAX = 64;
const FACTORY_PASSWORD = 'admin';

/**
 * The file of an N530, N610, N670, N770 or N870: a safe subset, UNVERIFIED. The base's first handset becomes the desk's
 * phone; the others, and which are registered at all, are left alone.
 */
export function renderDect(config: PhoneConfig): string {
  const params = config.is === 'desk-phone' ? deskParams(config) : releaseParams();
  return nvmFile({ ...config, productId: 'e2', params });
}

function deskParams({ provisioning, adminPassword, account }: DeskPhone): Param[] {
  const { registrar, outboundProxy, transport, isSrtp } = account;
  return [
    ['Provisioning.global.ProvisioningServer', withCredentials(provisioning)],
    ['SystemSettings.global.SipMulticastEnabled', 0],
    ['WebUIAccounts.1.Password', adminPassword],
    ['SipAccount.00001.ProviderId', 0],
    ['SipAccount.00001.DisplayName', shorten(account.displayName, LABEL_MAX)],
    ['SipAccount.00001.UserName', account.extension],
    ['SipAccount.00001.AuthName', account.authName],
    ['SipAccount.00001.AuthPassword', account.secret],
    ['SipAccount.00001.VoiceMailMailbox', ''],
    ['SipAccount.00001.VoiceMailActive', 0],
    ['SipProvider.0.Name', 'Perch'],
    ['SipProvider.0.Domain', registrar.host],
    ['SipProvider.0.ProxyServerAddress', registrar.host],
    ['SipProvider.0.ProxyServerPort', registrar.port],
    ['SipProvider.0.RegServerAddress', registrar.host],
    ['SipProvider.0.RegServerPort', registrar.port],
    ['SipProvider.0.RegServerRefreshTimer', account.expiresSeconds],
    ['SipProvider.0.TransportProtocol', TRANSPORT[transport]],
    ['SipProvider.0.UseSIPS', 0],
    ['SipProvider.0.SRTP_Enabled', onOff(isSrtp)],
    ['SipProvider.0.AcceptNonSRTPCalls', onOff(!isSrtp)],
    ['SipProvider.0.DTMFTransmission', DTMF_BY_RFC_4733],
    ['SipProvider.0.FailoverServerEnabled', 0],
    ['SipProvider.0.OutboundProxyMode', outboundProxy === null ? PROXY_NEVER : PROXY_USED],
    ['SipProvider.0.OutboundProxyAddress', outboundProxy?.host ?? ''],
    ['SipProvider.0.OutboundProxyPort', outboundProxy?.port ?? ''],
    ['SipProvider.0.MWISubscription', 0],
  ];
}

/**
 * No parameter is known that holds the credentials of HTTP. The maker's redirection service hands them over in the
 * address; that a base keeps them from a file too is UNVERIFIED.
 */
function withCredentials({ url, username, password }: DeskPhone['provisioning']): string {
  const address = new URL(url);
  address.username = username;
  address.password = password;
  return address.href;
}

function releaseParams(): Param[] {
  return [
    ['Provisioning.global.ProvisioningServer', ''],
    ['SystemSettings.global.SipMulticastEnabled', 1],
    ['WebUIAccounts.1.Password', FACTORY_PASSWORD],
    ['SipAccount.00001.DisplayName', ''],
    ['SipAccount.00001.UserName', ''],
    ['SipAccount.00001.AuthName', ''],
    ['SipAccount.00001.AuthPassword', ''],
    ['SipProvider.0.Name', ''],
    ['SipProvider.0.Domain', ''],
    ['SipProvider.0.ProxyServerAddress', ''],
    ['SipProvider.0.RegServerAddress', ''],
    ['SipProvider.0.TransportProtocol', TRANSPORT.udp],
    ['SipProvider.0.SRTP_Enabled', 0],
    ['SipProvider.0.AcceptNonSRTPCalls', 1],
    ['SipProvider.0.OutboundProxyMode', PROXY_NEVER],
    ['SipProvider.0.OutboundProxyAddress', ''],
  ];
}
