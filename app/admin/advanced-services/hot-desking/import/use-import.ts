'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { DeskImport } from '../../../../_live/shapes.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';

export type Defaults = { provisioning: 'pnp' | 'rps' | 'link'; network: 'lan' | 'sbc' };

type Chosen = { table: string; defaults: Defaults };

/**
 * ```
 * choosing → checking → checked → making → done
 *     ↑         │          ↑         │
 *     └─refused─┘          └─stopped─┘  (looked through again: what was made is there)
 * ```
 */
export type ImportState =
  | { step: 'choosing'; error?: unknown }
  | { step: 'checking' }
  | { step: 'checked'; found: DeskImport; stopped?: Stopped }
  | { step: 'making'; made: number; count: number; found: DeskImport }
  | { step: 'done'; made: number };

/** So many were made of so many; `error` where it was not a person who stopped. */
export type Stopped = { made: number; count: number; error?: unknown };

/** A table of desks on its way: looked through by the server, then made some at a time. */
export function useImport() {
  const { desks } = useTRPC();
  const check = useMutation(desks.checkImport.mutationOptions());
  const create = useMutation(desks.createSome.mutationOptions());
  const [state, setState] = useState<ImportState>({ step: 'choosing' });
  const chosen = useRef<Chosen>(undefined);
  const isStopWanted = useRef(false);
  useStayingWhile(state.step === 'making');

  const look = async (what: Chosen, stopped?: Stopped): Promise<void> => {
    chosen.current = what;
    setState({ step: 'checking' });
    try {
      const found = await check.mutateAsync({ table: what.table, ...what.defaults });
      setState({ step: 'checked', found, ...(stopped && { stopped }) });
    } catch (error) {
      setState({ step: 'choosing', error });
    }
  };

  const make = async (found: DeskImport): Promise<void> => {
    const count = found.desks.length;
    isStopWanted.current = false;
    let made = 0;
    const again = (stopped: Stopped): Promise<void> | undefined =>
      chosen.current && look(chosen.current, stopped);
    while (made < count) {
      setState({ step: 'making', made, count, found });
      if (isStopWanted.current) return again({ made, count });
      const some = found.desks.slice(made, made + found.atOnce);
      try {
        await create.mutateAsync({ desks: some.map(({ desk }) => desk) });
      } catch (error) {
        return again({ made, count, error });
      }
      made += some.length;
    }
    setState({ step: 'done', made });
  };

  return {
    state,
    look: (table: string, defaults: Defaults) => void look({ table, defaults }),
    make: (found: DeskImport) => void make(found),
    stop: () => {
      isStopWanted.current = true;
    },
    restart: () => setState({ step: 'choosing' }),
  };
}

/** Who would leave the page is asked first. */
function useStayingWhile(isBusy: boolean): void {
  useEffect(() => {
    if (!isBusy) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isBusy]);
}
