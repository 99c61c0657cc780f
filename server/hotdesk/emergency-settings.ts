import type { EmergencyRoute, SiteSettings, StoredTenantSettings } from '#db/schema/index.ts';
import { readSettings, saveSettings } from './change-settings.ts';
import type { HotdeskContext } from './context.ts';
import { HotdeskError, isHotdeskError } from './errors.ts';
import type { EmergencySettingsInput } from './number-schemas.ts';

export type EmergencySettingsView = {
  numbers: string[];
  /** Speaks a desk's place back; null = none. */
  testNumber: string | null;
  route: EmergencyRoute;
  alertEmails: string[];
  /** By the name that desks call their site. */
  sites: Record<string, SiteSettings>;
};

export async function getEmergencySettings({ ctx }: { ctx: HotdeskContext }): Promise<EmergencySettingsView> {
  const settings = await readSettings(ctx);
  return {
    numbers: settings.emergencyNumbers,
    testNumber: settings.emergencyTestNumber,
    route: settings.emergencyRoute,
    alertEmails: settings.emergencyAlertEmails,
    sites: settings.sites,
  };
}

/** @throws HotdeskError `invalid` for numbers that are something else already, and for gateways that there are not */
export async function setEmergencySettings({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: EmergencySettingsInput;
}): Promise<EmergencySettingsView> {
  const details = { numbers: input.numbers.join(', '), gateways: input.route.gatewayIds.length };
  const changed = { action: 'emergency.changed', label: 'Emergency', details } as const;
  await saveSettings(ctx, toStored(input), changed).catch((error: unknown) => {
    throw inTheirWords(error);
  });
  return getEmergencySettings({ ctx });
}

function toStored({ numbers, testNumber, route, alertEmails, sites }: EmergencySettingsInput) {
  return {
    emergencyNumbers: [...new Set(numbers)],
    emergencyTestNumber: testNumber,
    emergencyRoute: route,
    emergencyAlertEmails: alertEmails,
    sites: sites as Record<string, SiteSettings>,
  } satisfies StoredTenantSettings;
}

const FIELDS: Readonly<Record<string, string>> = {
  emergencyNumbers: 'numbers',
  emergencyTestNumber: 'testNumber',
  'emergencyRoute.gatewayIds': 'route.gatewayIds',
};

/** The fields by the names that they have here; what clashes from elsewhere is told at the numbers. */
function inTheirWords(error: unknown): unknown {
  if (!isHotdeskError(error) || error.fields === undefined) return error;
  const fields = renamed(error.fields);
  const reasons = renamed(error.reasons ?? {});
  return new HotdeskError(error.code, error.message, { fields, reasons });
}

const renamed = <T>(byField: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(byField).map(([field, of]) => [FIELDS[field] ?? 'numbers', of]));
