'use client';

import { useEffect, useRef } from 'react';

const GATHER_MS = 300;

/**
 * The same function, called at once for the first of many calls and once more for all that follow within a moment: a
 * hundred desks that change in a second are asked for three times, not a hundred.
 */
export function useGathered(run: () => void): () => void {
  const latest = useRef(run);
  latest.current = run;
  const gathering = useRef<{ timer: ReturnType<typeof setTimeout>; isAgainWanted: boolean }>(undefined);
  useEffect(() => () => clearTimeout(gathering.current?.timer), []);
  const call = useRef((): void => {
    if (gathering.current !== undefined) {
      gathering.current.isAgainWanted = true;
      return;
    }
    latest.current();
    const end = (): void => {
      const isAgainWanted = gathering.current?.isAgainWanted === true;
      gathering.current = undefined;
      if (isAgainWanted) call.current();
    };
    gathering.current = { timer: setTimeout(end, GATHER_MS), isAgainWanted: false };
  });
  return call.current;
}
