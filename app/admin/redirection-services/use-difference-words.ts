'use client';

import { useTranslations } from 'next-intl';
import type { RpsDifference } from '../../_live/shapes.ts';

/** Whether it is for the reader to say that ours wins: what is somebody else's is not. */
export const canReplace = ({ state, found }: RpsDifference): boolean =>
  state === 'conflict' && found.kind !== 'foreign';

type Said = {
  wanted: string;
  found: string;
  /** What only others can do, or what a dry run would do. */
  note: string | undefined;
};

/** A difference as people say it. */
export function useDifferenceWords(): (difference: RpsDifference) => Said {
  const words = useTranslations('rpsCompare');
  return (difference) => {
    const { wantedUrl, found } = difference;
    const note = noteOf(difference);
    return {
      wanted: wantedUrl === null ? words('nothingWanted') : words('itsLink', { host: hostOf(wantedUrl) }),
      found: words(found.kind === 'ours' && found.url === null ? 'untold' : found.kind),
      note: note && words(note),
    };
  };
}

function noteOf({ state, wantedUrl, found, mayReplace }: RpsDifference) {
  if (state !== 'pending') return found.kind === 'foreign' ? 'askSeller' : undefined;
  if (wantedUrl === null) return found.kind === 'ours' ? 'wouldRemove' : 'wouldDoNothing';
  if (found.kind === 'foreign') return 'askSeller';
  if (found.kind !== 'ours') return 'wouldEnter';
  if (found.url !== null && hostOf(found.url) === hostOf(wantedUrl)) return 'wouldRenew';
  return mayReplace ? 'wouldReplace' : 'wouldAsk';
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
