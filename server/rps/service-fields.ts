import { z } from 'zod';
import { type RpsProviderId, rpsProviderIds, vendorOfProvider } from '#server/hotdesk/rps/providers.ts';
import type { ProviderKinds } from './kinds.ts';

export type ServiceField = {
  name: string;
  isRequired: boolean /** Empty: anything may be typed. */;
  options: string[];
};
export type ServiceFields = { provider: RpsProviderId; vendor: string; fields: ServiceField[] };

type Described = { properties?: Record<string, { enum?: string[] }>; required?: string[] };

/** What each service wants to know of an account, as its provider checks it. */
export function serviceFields(kinds: ProviderKinds): ServiceFields[] {
  return rpsProviderIds.flatMap((provider) => {
    const kind = kinds[provider];
    if (kind === undefined) return [];
    const { properties = {}, required = [] } = z.toJSONSchema(kind.credentials, { io: 'input' }) as Described;
    const fields = Object.entries(properties).map(([name, property]) => ({
      ...{ name, isRequired: required.includes(name), options: property.enum ?? [] },
    }));
    return [{ provider, vendor: vendorOfProvider(provider), fields }];
  });
}
