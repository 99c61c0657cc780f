import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok } from '#server/ports/result.ts';
import type { Lookup, RpsCapabilities, RpsProvider } from '#server/rps/provider.ts';
import { type RpsErrorCode, rpsError } from '#server/rps/rps-error.ts';

const ABLE: RpsCapabilities = {
  ...{ linkOf: 'phone', needsSerial: false, needsMacId: false, seesForeignOwner: true, readsLink: true },
  ...{ upserts: true, showsPin: false, urlSchemes: ['http', 'https'], keepsQuery: true },
};

type Step = 'lookup' | 'write' | 'remove';

export type MemoryProvider = RpsProvider & {
  readonly stored: Map<MacAddress, string>;
  readonly foreign: Set<MacAddress>;
  /** The steps that were taken, in order. */
  readonly steps: Step[];
  /** The `nth` next call of that step (1 = the next) answers this error; `done` says whether it happened all the same. */
  fail(step: Step, code: RpsErrorCode, more?: { nth?: number; done?: boolean }): void;
};

/** A service that keeps its entries in memory, with the manners that it is given. */
export function memoryProvider(can: Partial<RpsCapabilities> = {}): MemoryProvider {
  const stored = new Map<MacAddress, string>();
  const foreign = new Set<MacAddress>();
  const steps: Step[] = [];
  const failures: { step: Step; code: RpsErrorCode; nth: number; done: boolean }[] = [];
  const abilities = { ...ABLE, ...can };
  const failing = (step: Step) => {
    steps.push(step);
    const mine = failures.filter((one) => one.step === step);
    for (const one of mine) one.nth -= 1;
    return mine.find(({ nth }) => nth === 0);
  };
  const look = (mac: MacAddress): Lookup => {
    const url = stored.get(mac);
    const named = abilities.needsMacId ? {} : { remoteId: `id-${mac}` };
    if (url !== undefined) return { kind: 'ours', ...(abilities.readsLink ? { url } : {}), ...named };
    if (!abilities.seesForeignOwner) return { kind: 'unknown' };
    return { kind: foreign.has(mac) ? 'foreign' : 'absent' };
  };
  return {
    can: abilities,
    ...{ stored, foreign, steps },
    fail: (step, code, { nth = 1, done = false } = {}) => failures.push({ step, code, nth, done }),
    checkCredentials: async () => ok({}),
    lookup: async (mac, macId) => {
      const failed = failing('lookup');
      if (abilities.needsMacId && macId === undefined) return err(rpsError('serial_required'));
      return failed ? err(rpsError(failed.code)) : ok(look(mac));
    },
    write: async ({ mac, url, serial }, known) => {
      const failed = failing('write');
      if (foreign.has(mac)) return err(rpsError('owned_by_other'));
      if (abilities.needsSerial && !serial && known.kind !== 'ours') return err(rpsError('serial_required'));
      if (!failed || failed.done) stored.set(mac, url);
      return failed ? err(rpsError(failed.code)) : ok({ pin: '12345' });
    },
    remove: async (mac) => {
      const failed = failing('remove');
      if (!failed || failed.done) stored.delete(mac);
      return failed ? err(rpsError(failed.code)) : ok(undefined);
    },
  };
}
