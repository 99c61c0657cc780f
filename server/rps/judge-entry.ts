import { holds } from './assign-phone.ts';
import type { Lookup, RpsCapabilities } from './provider.ts';
import type { RpsErrorCode } from './rps-error.ts';

/** How what stands at the service differs from what was written there. */
export type Judgement =
  | { is: 'as-wanted' }
  | { is: 'drifted'; code: Extract<RpsErrorCode, 'already_exists' | 'not_found' | 'owned_by_other'> };

type Wanted = { can: RpsCapabilities; url: string };

export function judgeEntry(found: Lookup, { can, url }: Wanted): Judgement {
  switch (found.kind) {
    case 'ours':
      return !can.readsLink || holds(found, { url })
        ? { is: 'as-wanted' }
        : { is: 'drifted', code: 'already_exists' };
    case 'foreign':
      return { is: 'drifted', code: 'owned_by_other' };
    case 'absent':
    case 'unknown':
      return { is: 'drifted', code: 'not_found' };
  }
}
