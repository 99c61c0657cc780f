import type { KnowMakes } from '#server/hotdesk/phone-evidence.ts';
import { resyncOf, vendorById } from './vendors/index.ts';

/** What the domain, which knows no maker, is told of one. */
export const makeFacts: KnowMakes = (id, model) => {
  const vendor = vendorById(id);
  return {
    isServed: vendor !== undefined,
    isModelKnown: vendor?.shapeOf(model ?? undefined).isKnown ?? false,
    canReboot: resyncOf(id, model)?.reboot !== undefined,
    limitations: vendor?.limitations ?? [],
    keepsAdminPassword: vendor?.keepsAdminPassword ?? false,
    adminUsername: vendor?.adminUsername ?? 'admin',
    adminPasswordOf: (secret) => vendor?.adminPasswordOf?.(secret) ?? secret,
  };
};
