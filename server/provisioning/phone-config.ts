import type { DerivedSecrets } from '#server/hotdesk/derived-secrets.ts';
import type { DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import { provisioningUrl } from '#server/hotdesk/desk-view.ts';

/** What one phone must be now, in no maker's words. */
export type PhoneConfig = DeskPhone | ReleasedPhone;

type Common = {
  /** 12 lower-case hex digits. */
  mac: string;
  /** Rises with every change of what the phone is told. */
  version: number;
};

/** A phone that stands at a desk, free or with somebody logged in. */
export type DeskPhone = Common & {
  is: 'desk-phone';
  provisioning: { url: string; username: string; password: string; pollMinutes: number };
  /** The password of the phone's own web page and menus. */
  adminPassword: string;
  account: {
    /** What stands beside the line key. */
    label: string;
    /** What others see when this phone calls. */
    displayName: string;
    extension: string;
    authName: string;
    secret: string;
    registrar: { host: string; port: number };
    transport: 'udp' | 'tcp';
    /** Whether address translation may stand between the phone and the server. */
    isBehindNat: boolean;
    expiresSeconds: number;
  };
  /** The key beside the line: it dials the code that logs in, or out. */
  key: { does: 'log-in' | 'log-out'; dials: string };
  emergencyNumbers: readonly string[];
  /** ISO 639-1. */
  language: string;
};

/** A phone whose desk was removed: nothing of us may stay on it, and it asks for a home again when it starts. */
export type ReleasedPhone = Common & { is: 'released-phone' };

export type DescribeDeps = {
  secrets: Pick<DerivedSecrets, 'sipSecret' | 'httpSecret' | 'phoneAdminSecret'>;
  /** Base address for phones, without a slash at the end. */
  phonesUrl: string;
  registrar: { host: string; port: number };
};

/** A safety net for a check-sync that got lost. */
const POLL_MINUTES = 5;
const EXPIRES_SECONDS = 600;

export function describePhone(configuration: DeskConfiguration, deps: DescribeDeps): PhoneConfig {
  const { desk, settings, account, occupant } = configuration;
  const common: Common = { mac: desk.mac, version: desk.configVersion };
  if (account === null) return { is: 'released-phone', ...common };
  const displayName = occupant?.name ?? desk.displayName;
  return {
    is: 'desk-phone',
    ...common,
    provisioning: {
      url: provisioningUrl(deps, desk.configToken),
      username: desk.id,
      password: deps.secrets.httpSecret(desk.id, desk.configVersion),
      pollMinutes: POLL_MINUTES,
    },
    adminPassword: deps.secrets.phoneAdminSecret(desk.id),
    account: {
      label: occupant === null ? displayName : `${occupant.extension} ${displayName}`,
      displayName,
      extension: account.extension,
      authName: account.authName,
      secret: deps.secrets.sipSecret(account.authName),
      registrar: deps.registrar,
      transport: desk.network === 'sbc' ? 'tcp' : 'udp',
      isBehindNat: desk.network === 'sbc',
      expiresSeconds: EXPIRES_SECONDS,
    },
    key:
      occupant === null
        ? { does: 'log-in', dials: settings.logInCode }
        : { does: 'log-out', dials: settings.logOutCode },
    emergencyNumbers: settings.emergencyNumbers,
    language: occupant?.language ?? settings.language,
  };
}
