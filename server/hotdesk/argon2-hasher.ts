import { hash, verify } from '@node-rs/argon2';
import type { DerivedSecrets } from './derived-secrets.ts';
import { HotdeskError } from './errors.ts';
import type { PinHasher } from './pin-hasher.ts';

export type Argon2Cost = { memoryKib: number; passes: number };

/** 19 MiB, t = 2: about 37 ms of one core. */
export const ARGON2_COST: Argon2Cost = { memoryKib: 19_456, passes: 2 };

/** At most this many at once, so that calls and screens keep their share of the cores. */
const CONCURRENCY = 2;
/** Beyond this many in line a newcomer would wait longer than a person does. */
const QUEUE_MAX = 64;

/** argon2id over an HMAC of the PIN with the server's key, in a bounded queue. Portal passwords go the same way. */
export function createArgon2Hasher(secrets: DerivedSecrets, cost: Argon2Cost = ARGON2_COST): PinHasher {
  // The library's default algorithm is argon2id.
  const options = {
    memoryCost: cost.memoryKib,
    timeCost: cost.passes,
    parallelism: 1,
  };
  const inLine = createQueue();
  const dummy = hash(secrets.pepperPin('nobody has this PIN'), options);
  return {
    hash: (pin) => inLine(() => hash(secrets.pepperPin(pin), options)),
    verify: (stored, pin) =>
      inLine(async () => {
        const isRight = await verify(stored ?? (await dummy), secrets.pepperPin(pin));
        return isRight && stored !== undefined;
      }),
  };
}

function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: Array<() => void> = [];
  let running = 0;
  const release = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return async (work) => {
    if (waiting.length >= QUEUE_MAX) {
      throw new HotdeskError(
        'busy',
        'Too many people are logging in right now. Please try again in a moment.',
        {
          retryAfterSeconds: 2,
        },
      );
    }
    // Whoever leaves hands the place on: nobody who comes in that moment takes it as well.
    if (running >= CONCURRENCY) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      release();
    }
  };
}
