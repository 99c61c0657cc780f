import type { StoredTenantSettings } from '#db/schema/index.ts';

/** How a tenant behaves, with every default filled in. */
export type TenantSettings = Required<Omit<StoredTenantSettings, 'timeZone'>> & { timeZone: string | null };

const defaults: TenantSettings = {
  logInCode: '*70',
  logOutCode: '*71',
  pinLengthMax: 8,
  deskSessionsPerUser: 1,
  emergencyNumbers: ['112', '911'],
  language: 'en',
  timeZone: null,
  outboundRoutes: [],
  inboundNumbers: [],
  loggedOutCalls: { allow: 'internal', numbers: [] },
  emergencyTestNumber: null,
  emergencyRoute: { gatewayIds: [], callerNumber: null },
  emergencyAlertEmails: [],
  sites: {},
  edge: null,
  encryptedMakes: [],
  certifiedMakes: [],
  asksPhoneWebPages: false,
};

export function tenantSettings(stored: StoredTenantSettings): TenantSettings {
  return { ...defaults, ...stored };
}
