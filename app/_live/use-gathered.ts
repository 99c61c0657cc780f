'use client';

import { useRef } from 'react';
import { createGathered } from './gathered.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What is asked for anew when something changes, however much changes: see `createGathered`. */
export function useGathered(run: () => Promise<unknown>): () => void {
  const latest = useRef(run);
  latest.current = run;
  return useRef(createGathered({ run: () => latest.current(), wait })).current;
}
