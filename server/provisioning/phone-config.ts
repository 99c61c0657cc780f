import { isIP } from 'node:net';
import { spacedCode } from '#server/hotdesk/claim-code.ts';
import type { DerivedSecrets } from '#server/hotdesk/derived-secrets.ts';
import type { DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import { provisioningUrl } from '#server/hotdesk/desk-view.ts';
import { effectiveExtras } from '#server/hotdesk/effective-extras.ts';
import type { WaitingPhoneState } from '#server/hotdesk/waiting-phones.ts';
import { composeKeys, languageOf, lineLabel } from './compose-keys.ts';
import type { PhoneKey } from './keys.ts';
import { ENCRYPTED_FOLDER } from './request-path.ts';
import type { ExtraSetting } from './vendors/extras.ts';
import { shorten } from './vendors/text.ts';

/** What one phone must be now, in no maker's words. */
export type PhoneConfig = DeskPhone | ReleasedPhone;

type Common = {
  /** 12 lower-case hex digits. */
  mac: string;
  /** As the phone says it of itself, or as it was entered; undefined = nobody knows. */
  model: string | undefined;
  /** Rises with every change of what the phone is told. */
  version: number;
  /** When it last rose, in milliseconds since 1970: rises by 100 at least, also for a phone that comes to another desk. */
  versionAtMs: number;
  /** In the maker's own words, the last of equal names counts; a value of null: no template wants it any more. */
  extras: readonly ExtraSetting[];
};

/** A phone that stands at a desk, free or with somebody logged in. */
export type DeskPhone = Common & {
  is: 'desk-phone';
  provisioning: {
    url: string;
    username: string;
    password: string;
    pollMinutes: number;
    /** With what the next file is encrypted; null = it is not. */
    fileSecret: string | null;
  };
  /** The password of the phone's own web page and menus. */
  adminPassword: string;
  /** Who may ask its web page to do something, an IP address; null = nobody. */
  webTriggerFrom: string | null;
  account: {
    /** What stands beside the line key. */
    label: string;
    /** What others see when this phone calls. */
    displayName: string;
    extension: string;
    authName: string;
    secret: string;
    registrar: { host: string; port: number };
    /** Whom everything is sent through instead; null = straight to the registrar. */
    outboundProxy: { host: string; port: number } | null;
    transport: 'udp' | 'tcp' | 'tls';
    /** SRTP by SDES (RFC 4568). */
    isSrtp: boolean;
    /** Whether address translation may stand between the phone and the server. */
    isBehindNat: boolean;
    expiresSeconds: number;
  };
  /** Whether somebody is logged in here. */
  isOccupied: boolean;
  /** What it shall fetch and start with; null = it keeps what it has. Never while somebody is logged in. */
  firmware: FirmwareOffer | null;
  /** The most important first: the line, the one that logs in or out, then what people and desk wish for. */
  keys: readonly PhoneKey[];
  emergencyNumbers: readonly string[];
  /** ISO 639-1. */
  language: string;
  /** IANA name, `Europe/Berlin`; null = whatever the phone has. */
  timeZone: string | null;
};

/** Firmware, and where it lies. */
export type FirmwareOffer = {
  /** As the phone names it when it has it. */
  version: string;
  fileName: string;
  /** Its folder, in which nothing else lies; ends in `/`. */
  folder: string;
};

/** A phone whose desk was removed: nothing of us may stay on it, and it asks for a home again when it starts. */
export type ReleasedPhone = Common & {
  is: 'released-phone';
  /** Where this last file is, for the makers that lead from one file to the next. */
  provisioning: { url: string };
};

/** A phone of nobody, or without a desk: it has no account, and its display says one thing. */
export type WaitingPhone = Pick<Common, 'mac' | 'model' | 'versionAtMs'> & {
  is: 'waiting-phone';
  provisioning: { url: string; pollMinutes: number };
  /** What stands on the display, at most 40 characters; empty = nothing any more, and it looks nowhere any more. */
  shows: string;
};

/**
 * A phone at its first contact over plain HTTP, which anybody can listen to: it is told whom to trust and where to go,
 * and no secret.
 */
export type BootstrapPhone = Pick<Common, 'mac' | 'model'> & {
  is: 'bootstrap-phone';
  /** Where it asks now. */
  provisioning: { url: string };
  /** Where it is to ask from now on, over HTTPS; until it has come it looks so often. */
  next: { url: string; pollMinutes: number };
  /** The certificate of who has signed that of the server: as text, and where both of its forms are. */
  authority: { pem: string; pemUrl: string; derUrl: string };
};

export type DescribeDeps = {
  secrets: Pick<DerivedSecrets, 'sipSecret' | 'httpSecret' | 'fileSecret' | 'phoneAdminSecret'>;
  /** Base address for phones, without a slash at the end. */
  phonesUrl: string;
  registrar: { host: string; port: number };
};

/** A phone that waits is to find its desk soon, and there is no check-sync for it: it has no account. */
export const WAITING_POLL_MINUTES = 1;
const SHOWN_MAX = 40;
/** A safety net for a check-sync that got lost. */
const POLL_MINUTES = 5;
const EXPIRES_SECONDS = 600;

export function describePhone(configuration: DeskConfiguration, deps: DescribeDeps): PhoneConfig {
  const { desk, phone, settings, account, occupant } = configuration;
  const model = phone?.model ?? desk.model ?? undefined;
  const versionAtMs = desk.versionAt.getTime();
  const extras = extrasOf(configuration);
  const common: Common = { mac: desk.mac, model, version: desk.configVersion, versionAtMs, extras };
  const url = provisioningUrl(deps, desk.configToken);
  if (account === null) return { is: 'released-phone', ...common, provisioning: { url } };
  const isEncrypted = settings.encryptedMakes.includes(desk.vendor);
  return {
    is: 'desk-phone',
    ...common,
    provisioning: {
      url: isEncrypted ? `${url}${ENCRYPTED_FOLDER}/` : url,
      username: desk.id,
      password: deps.secrets.httpSecret(desk.id, desk.configVersion),
      pollMinutes: POLL_MINUTES,
      fileSecret: isEncrypted ? deps.secrets.fileSecret(desk.id, desk.configVersion) : null,
    },
    adminPassword: deps.secrets.phoneAdminSecret(desk.id),
    webTriggerFrom: webTriggerFrom(configuration, deps),
    account: {
      label: lineLabel(configuration),
      displayName: occupant?.name ?? desk.displayName,
      extension: account.extension,
      authName: account.authName,
      secret: deps.secrets.sipSecret(account.authName),
      ...networkOf(configuration, deps),
      expiresSeconds: EXPIRES_SECONDS,
    },
    isOccupied: occupant !== null,
    firmware: firmwareOf(configuration, url),
    keys: composeKeys(configuration).keys,
    emergencyNumbers: settings.emergencyNumbers,
    language: languageOf(configuration),
    timeZone: settings.timeZone,
  };
}

/** A phone takes an address only. Where it knows this server by its name, it asks the person at the desk or refuses. */
function webTriggerFrom({ desk, settings }: DeskConfiguration, { registrar }: DescribeDeps): string | null {
  const isAllowed = settings.asksPhoneWebPages && desk.network === 'lan';
  return isAllowed && isIP(registrar.host) !== 0 ? registrar.host : null;
}

function firmwareOf({ firmware }: DeskConfiguration, url: string): FirmwareOffer | null {
  if (firmware === null) return null;
  const { id, version, fileName } = firmware;
  return { version, fileName, folder: `${url}firmware/${id}/` };
}

export function describeWaiting(
  { mac, model, changedAt, token, shows }: WaitingPhoneState,
  deps: Pick<DescribeDeps, 'phonesUrl'>,
): WaitingPhone {
  return {
    is: 'waiting-phone',
    ...{ mac, model: model ?? undefined, versionAtMs: changedAt.getTime() },
    provisioning: { url: provisioningUrl(deps, token), pollMinutes: WAITING_POLL_MINUTES },
    shows: shorten(shownWords(shows), SHOWN_MAX),
  };
}

/** `Code` is understood in every language that Perch speaks: what a phone of nobody speaks is not known. */
function shownWords(shows: WaitingPhoneState['shows']): string {
  switch (shows.is) {
    case 'code':
      return `Code ${spacedCode(shows.code)}`;
    case 'owner':
      return shows.name;
    case 'nothing':
      return '';
  }
}

/** What templates add to the file of a desk's phone; a phone that is released keeps nothing of them. */
export function extrasOf({ desk, phone, account, templates, toldExtras }: DeskConfiguration): ExtraSetting[] {
  const { id, site } = desk;
  const place = { id, site, model: phone?.model ?? desk.model };
  return effectiveExtras(account === null ? [] : templates, place, toldExtras);
}

type Network = Pick<
  DeskPhone['account'],
  'registrar' | 'outboundProxy' | 'transport' | 'isSrtp' | 'isBehindNat'
>;

/** A phone elsewhere goes by the edge, if there is one. */
function networkOf({ desk, settings }: DeskConfiguration, { registrar }: DescribeDeps): Network {
  if (desk.network === 'lan')
    return { registrar, outboundProxy: null, transport: 'udp', isSrtp: false, isBehindNat: false };
  const { edge } = settings;
  if (edge === null)
    return { registrar, outboundProxy: null, transport: 'tcp', isSrtp: false, isBehindNat: true };
  const { host, port, transport, isSrtp } = edge;
  return { registrar, outboundProxy: { host, port }, transport, isSrtp, isBehindNat: true };
}
