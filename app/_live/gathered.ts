const GATHER_MS = 300;
/** What has not been answered by then is asked for once more: it may never be. */
const PATIENCE_MS = 10_000;

type Gathering = { run: () => Promise<unknown>; wait: (ms: number) => Promise<void> };

/**
 * The same function, called at once for the first of many calls and once more for all that follow within a moment, and not
 * before the last answer is there: a hundred desks that change in a second are asked for three times, and a thousand do
 * not keep a list from ever being shown, because each change asks for it from the beginning.
 */
export function createGathered({ run, wait }: Gathering): () => void {
  let state: 'idle' | 'asking' | 'again' = 'idle';
  const call = (): void => {
    if (state !== 'idle') {
      state = 'again';
      return;
    }
    state = 'asking';
    void ask().then(() => {
      const isAgainWanted = state === 'again';
      state = 'idle';
      if (isAgainWanted) call();
    });
  };
  const ask = async (): Promise<void> => {
    const answered = run().catch(() => undefined);
    await Promise.all([wait(GATHER_MS), Promise.race([answered, wait(PATIENCE_MS)])]);
  };
  return call;
}
