export { apiTokens } from './api-tokens.ts';
export { attemptLimits } from './attempt-limits.ts';
export { auditLog } from './audit-log.ts';
export { bindings, type StoredFlow } from './bindings.ts';
export { deskSessions } from './desk-sessions.ts';
export { desks } from './desks.ts';
export { type EmergencyPlace, emergencyCalls } from './emergency-calls.ts';
export { events } from './events.ts';
export { extensions } from './extensions.ts';
export { firmwareFiles } from './firmware-files.ts';
export { type FirmwareWish, firmwareRollOuts } from './firmware-roll-outs.ts';
export { firmwareUpdates } from './firmware-updates.ts';
export { gateways } from './gateways.ts';
export { installation } from './installation.ts';
export { mailJobs } from './mail-jobs.ts';
export { phoneRequests } from './phone-requests.ts';
export { phoneSignalling } from './phone-signalling.ts';
export { phoneTemplates, type TemplateSetting } from './phone-templates.ts';
export { type PnpSubscription, phones } from './phones.ts';
export { portalAccounts } from './portal-accounts.ts';
export { DEFAULT_CALLS_PER_MINUTE, rpsAccounts } from './rps-accounts.ts';
export { rpsEntries } from './rps-entries.ts';
export type { WantedKey } from './shared.ts';
export { sipCredentials } from './sip-credentials.ts';
export { strayRequests } from './stray-requests.ts';
export {
  type CivicAddress,
  type EdgeSettings,
  type EmergencyRoute,
  type LoggedOutCalls,
  type OutboundRoute,
  type SiteSettings,
  type StoredTenantSettings,
  tenants,
} from './tenants.ts';
export { users } from './users.ts';
export { waitingPhones } from './waiting-phones.ts';
