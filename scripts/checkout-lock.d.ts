/** Runs `task` while no other process installs or builds in this checkout. Waits for one that does. */
export function withCheckoutLock<T>(
  checkout: string,
  options: { onWait: () => void; task: () => Promise<T> },
): Promise<T>;
