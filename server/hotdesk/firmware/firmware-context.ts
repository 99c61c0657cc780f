import type { HotdeskContext, HotdeskDeps } from '../context.ts';
import type { TenantId } from '../ids.ts';

/** Nobody in person does it: a roll-out says so. */
export const firmwareContext = (deps: HotdeskDeps, tenantId: string): HotdeskContext => ({
  ...deps,
  tenantId: tenantId as TenantId,
  actor: { kind: 'system', job: 'firmware', label: 'Firmware', door: 'policy', source: 'firmware' },
});
