import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './shared.ts';

/** RFC 5139, what an address in a street has. */
export type CivicAddress = {
  /** Two letters (ISO 3166-1). */
  country: string;
  /** State or region (A1). */
  region?: string;
  /** City (A3). */
  city: string;
  postalCode?: string;
  street: string;
  houseNumber?: string;
  /** Name of the building. */
  building?: string;
};

export type OutboundRoute = {
  /** What numbers of this route begin with; empty = every number. */
  prefix: string;
  lengthMin: number;
  lengthMax: number;
  /** So many characters are taken off the front, and then this is put there. */
  strip: number;
  prepend: string;
  /** Tried one after the other. */
  gatewayIds: string[];
};

/** What a phone may call at which nobody is logged in; emergency numbers always. */
export type LoggedOutCalls = { allow: 'emergency' | 'internal' | 'listed'; numbers: string[] };

export type EmergencyRoute = { gatewayIds: string[]; callerNumber: string | null };

/** The session border controller that phones elsewhere register through. */
export type EdgeSettings = {
  /** Name or address, as the phones reach it. */
  host: string;
  port: number;
  transport: 'udp' | 'tcp' | 'tls';
  /** Whether it wants SRTP (SDES). */
  isSrtp: boolean;
};

export type SiteSettings = { callerNumber: string | null; address: CivicAddress | null };

/** What a tenant may change of its behaviour. Absent = the default of `server/hotdesk/tenant-settings.ts`. */
export type StoredTenantSettings = {
  logInCode?: string;
  logOutCode?: string;
  pinLengthMax?: number;
  deskSessionsPerUser?: number;
  emergencyNumbers?: string[];
  language?: string;
  timeZone?: string;
  outboundRoutes?: OutboundRoute[];
  /** Which of our numbers rings whom. */
  inboundNumbers?: Array<{ number: string; extension: string }>;
  loggedOutCalls?: LoggedOutCalls;
  /** Speaks a desk's place back; null = none. */
  emergencyTestNumber?: string | null;
  emergencyRoute?: EmergencyRoute;
  emergencyAlertEmails?: string[];
  /** By the name that desks call their site. */
  sites?: Record<string, SiteSettings>;
  /** Null = phones elsewhere register straight here, by TCP. */
  edge?: EdgeSettings | null;
  /** Makers whose phones get their files encrypted. */
  encryptedMakes?: string[];
  /** Makers whose phones get no file without their maker's certificate. */
  certifiedMakes?: string[];
  /** Whether a phone that cannot be told by SIP is asked by its own web page. */
  asksPhoneWebPages?: boolean;
};

export const tenants = pgTable('tenants', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  settings: jsonb('settings').$type<StoredTenantSettings>().notNull().default({}),
  createdAt: moment('created_at').notNull(),
});
