import { describe, expect, test } from 'vitest';
import { err, ok } from '#server/ports/result.ts';
import type { HttpsAnswer } from '#server/rps/https.ts';
import { rpsError } from '#server/rps/rps-error.ts';
import { createTokenCache, type Token } from '#server/rps/token-cache.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';

const answerOf = (status: number, text = ''): HttpsAnswer => ({ status, headers: {}, text });

/** A service that takes its newest token only. */
function service({ lifetimeSeconds = 3_600 } = {}) {
  const clock = new FakeClock();
  const former: (Token | undefined)[] = [];
  let isDown = false;
  const cache = createTokenCache({
    clock,
    isRefused: ({ status }) => status === 401,
    fetch: async (one) => {
      former.push(one);
      return isDown
        ? err(rpsError('unreachable'))
        : ok({ access: `token-${former.length}`, lifetimeSeconds });
    },
  });
  const call = async (access: string) =>
    ok(access === `token-${former.length}` ? answerOf(200, access) : answerOf(401));
  const goDown = () => {
    isDown = true;
  };
  return { cache, clock, former, goDown, use: () => cache.use(call) };
}

const letIn = (access: string) => ({ ok: true, value: { status: 200, text: access } });

describe('a token', () => {
  test('is fetched once for calls that come together, and serves until a minute before its end', async () => {
    const { clock, former, use } = service();
    expect(await Promise.all([use(), use()])).toMatchObject([letIn('token-1'), letIn('token-1')]);
    clock.advance(3_539_000);
    expect(await use()).toMatchObject(letIn('token-1'));
    clock.advance(1_000);
    expect(await use()).toMatchObject(letIn('token-2'));
    expect(former).toMatchObject([undefined, { access: 'token-1' }]);
  });

  test('that lives for less than a minute serves one call', async () => {
    const { former, use } = service({ lifetimeSeconds: 30 });
    await use();
    await use();
    expect(former).toHaveLength(2);
  });

  test('that is refused is replaced once, whoever hears it first, and not refreshed', async () => {
    const { cache, former, use } = service();
    await use();
    let isRefused = 2;
    const refusing = async (access: string) => {
      isRefused -= 1;
      return ok(isRefused >= 0 ? answerOf(401) : answerOf(200, access));
    };
    const both = await Promise.all([cache.use(refusing), cache.use(refusing)]);
    expect(both).toMatchObject([letIn('token-2'), letIn('token-2')]);
    expect(former).toEqual([undefined, undefined]);
  });

  test('that is refused twice is the service’s last word', async () => {
    const { cache, former } = service();
    expect(await cache.use(async () => ok(answerOf(401)))).toMatchObject({
      ok: true,
      value: { status: 401 },
    });
    expect(former).toHaveLength(2);
  });

  test('that cannot be had is no token: nothing is called, and the next call tries again', async () => {
    const { goDown, former, use } = service();
    goDown();
    expect(await use()).toEqual({ ok: false, error: { code: 'unreachable' } });
    await use();
    expect(former).toEqual([undefined, undefined]);
  });
});
