import type { RpsProviderId } from '#server/hotdesk/rps/providers.ts';
import type { ProviderKind } from './provider.ts';
import { yealinkYmcs } from './providers/yealink-ymcs/provider.ts';

/** The services that there are, by their codes. */
export type ProviderKinds = Readonly<Partial<Record<RpsProviderId, ProviderKind>>>;

export const providerKinds: ProviderKinds = { 'yealink-ymcs': yealinkYmcs };
