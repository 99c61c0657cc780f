import { z } from 'zod';
import { type RpsProviderId, rpsProviderIds, vendorOfProvider } from '#server/hotdesk/rps/providers.ts';
import type { ProviderKinds } from './kinds.ts';
import type { RpsCapabilities } from './provider.ts';

export type ServiceField = {
  name: string;
  isRequired: boolean;
  /** Not to be seen by who looks over a shoulder. */
  isSecret: boolean;
  /** Empty: anything may be typed. */
  options: string[];
};
export type ServiceFields = {
  provider: RpsProviderId;
  vendor: string;
  /** Whether it takes most phones with their serial number only. */
  needsSerial: boolean;
  /** Whether it wants the check code that stands behind the MAC on the label, in the place of the serial number. */
  needsMacId: boolean;
  /** What people should know of it beforehand. */
  can: Pick<RpsCapabilities, 'linkOf' | 'seesForeignOwner' | 'readsLink' | 'showsPin'>;
  fields: ServiceField[];
};

const SECRET = /(secret|password|apikey)$/i;

type Described = { properties?: Record<string, { enum?: string[] }>; required?: string[] };

/** What each service wants to know of an account, as its provider checks it. */
export function serviceFields(kinds: ProviderKinds): ServiceFields[] {
  return rpsProviderIds.flatMap((provider) => {
    const kind = kinds[provider];
    if (kind === undefined) return [];
    const { properties = {}, required = [] } = z.toJSONSchema(kind.credentials, { io: 'input' }) as Described;
    const fields = Object.entries(properties).map(([name, property]) => ({
      ...{ name, isRequired: required.includes(name), isSecret: SECRET.test(name) },
      options: property.enum ?? [],
    }));
    const { needsSerial, needsMacId, linkOf, seesForeignOwner, readsLink, showsPin } = kind.can;
    const can = { linkOf, seesForeignOwner, readsLink, showsPin };
    return [{ provider, vendor: vendorOfProvider(provider), needsSerial, needsMacId, can, fields }];
  });
}
