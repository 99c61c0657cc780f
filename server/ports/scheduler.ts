/** Later, as an argument: what runs a task after a delay. */
export interface Scheduler {
  /** Runs `task` once, after at least `delayMs` milliseconds. The answer calls it off. */
  after(delayMs: number, task: () => void): () => void;
}

/** Never keeps the process alive by itself. */
export const systemScheduler: Scheduler = {
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
