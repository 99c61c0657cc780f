import { fromLines, orNull, toLines } from '../../../_live/lines.ts';
import type { EmergencySettings } from '../../../_live/shapes.ts';

/** How desks call a place, and how many are there. */
export type SiteName = { name: string; desks: number };

const addressParts = [
  ...(['street', 'houseNumber', 'postalCode', 'city', 'region', 'country', 'building'] as const),
];
export type AddressPart = (typeof addressParts)[number];

export type SiteValues = Record<AddressPart, string> & { name: string; callerNumber: string };

export type EmergencyValues = {
  /** One a line, like everything that is a list here. */
  numbers: string;
  testNumber: string;
  gatewayIds: string[];
  callerNumber: string;
  alertEmails: string;
  sites: SiteValues[];
};

export const toEmergencyValues = (
  { numbers, testNumber, route, alertEmails, sites }: EmergencySettings,
  known: readonly SiteName[],
): EmergencyValues => ({
  numbers: fromLines(numbers),
  testNumber: testNumber ?? '',
  gatewayIds: route.gatewayIds,
  callerNumber: route.callerNumber ?? '',
  alertEmails: fromLines(alertEmails),
  sites: [...new Set([...known.map(({ name }) => name), ...Object.keys(sites)])].map((name) =>
    toSiteValues(name, sites[name]),
  ),
});

function toSiteValues(name: string, site: EmergencySettings['sites'][string] | undefined): SiteValues {
  const { street = '', houseNumber = '', postalCode = '', city = '' } = site?.address ?? {};
  const { region = '', country = '', building = '' } = site?.address ?? {};
  return {
    ...{ name, callerNumber: site?.callerNumber ?? '' },
    ...{ street, houseNumber, postalCode, city, region, country, building },
  };
}

export const toEmergencyInput = (typed: EmergencyValues) => ({
  numbers: toLines(typed.numbers),
  testNumber: orNull(typed.testNumber),
  route: { gatewayIds: typed.gatewayIds, callerNumber: orNull(typed.callerNumber) },
  alertEmails: toLines(typed.alertEmails),
  sites: Object.fromEntries(typed.sites.filter(isSaid).map((site) => [site.name, toSite(site)])),
});

const hasAddress = (site: SiteValues): boolean => addressParts.some((part) => site[part].trim() !== '');
const isSaid = (site: SiteValues): boolean => site.callerNumber.trim() !== '' || hasAddress(site);

function toSite(site: SiteValues) {
  const { street, city, country } = site;
  const optional = (['houseNumber', 'postalCode', 'region', 'building'] as const).flatMap((part) => {
    const text = orNull(site[part]);
    return text === null ? [] : [[part, text] as const];
  });
  const address = hasAddress(site) ? { street, city, country, ...Object.fromEntries(optional) } : null;
  return { callerNumber: orNull(site.callerNumber), address };
}
