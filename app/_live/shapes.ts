import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

type Outputs = inferRouterOutputs<AppRouter>;

/** What the procedures answer, by the names that the pages use. */
export type Desk = Outputs['desks']['get'];
export type DeskImport = Outputs['desks']['checkImport'];
export type AddressWays = Outputs['desks']['addressWays'];
export type User = Outputs['users']['get'];
export type Phone = Outputs['phones']['list']['items'][number];
export type PhonePage = Outputs['phones']['get'];
export type Stranger = Outputs['phones']['strangers'][number];
export type AuditEntry = Outputs['audit']['list']['items'][number];
export type Overview = Outputs['installation']['overview'];
export type Gateway = Outputs['gateways']['get'];
export type DialPlan = Outputs['dialPlan']['get'];
export type NumberExplanation = Outputs['dialPlan']['explain'];
export type WantedKey = Outputs['keys']['ofDesk']['keys'][number];
export type Template = Outputs['templates']['set'];
export type TemplatePreview = Outputs['templates']['preview'];
export type KeysOnPhone = Outputs['keys']['onPhone'];
export type FirmwareModel = Outputs['firmware']['overview']['models'][number];
export type FirmwareFile = Outputs['firmware']['overview']['files'][number];
export type Edge = Outputs['edge']['get'];
export type PhoneSecurity = Outputs['phoneSecurity']['get'];
export type PhoneWeb = Outputs['phoneWeb']['get'];
export type RpsAccount = Outputs['rps']['account'];
export type RpsService = Outputs['rps']['services'][number];
export type RpsDifference = Outputs['rps']['differences']['items'][number];
export type RpsRelease = Outputs['rps']['releases']['items'][number];
export type RpsCheck = Outputs['rps']['testAccount'];
export type EmergencySettings = Outputs['emergency']['get'];
export type EmergencyCall = Outputs['emergency']['calls']['items'][number];
