import { expect, it } from 'vitest';
import { verifyApiToken } from '#server/hotdesk/api-tokens.ts';
import { createArgon2Hasher } from '#server/hotdesk/argon2-hasher.ts';
import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import { createDerivedSecrets } from '#server/hotdesk/derived-secrets.ts';
import { ensureInstallation, setUp, setUpFromEnvironment } from '#server/hotdesk/installation.ts';
import { verifySignIn } from '#server/hotdesk/sign-in.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { seededRandom } from '../../fakes/seeded-random.ts';
import { codeOf } from '../../support/attempts.ts';
import { eachDatabase } from '../../support/databases.ts';

eachDatabase('a first start with an API token and no administrator', (database) => {
  const apiToken = 'a-token-of-thirty-two-characters';
  const owner = { organisation: 'Acme', name: 'Ann', email: 'Ann@Example.org', password: 'correct horse 1' };

  it('has a set-up link until there is somebody who can sign in, in the tenant of the token', async () => {
    const { db } = database();
    const secrets = createDerivedSecrets('a server key for tests, long enough');
    const pins = createArgon2Hasher(secrets, { memoryKib: 64, passes: 1 });
    const barrier = { applied: async () => {} };
    const deps: HotdeskDeps = { db, secrets, pins, barrier, clock: new FakeClock(), random: seededRandom(1) };
    const start = async () => {
      await setUpFromEnvironment(deps, { admin: undefined, apiToken });
      return (await ensureInstallation(deps)).setupToken;
    };

    const first = await start();
    const second = await start();
    expect([first, second]).toEqual([expect.any(String), expect.any(String)]);
    expect(await codeOf(setUp(deps, { ...owner, token: first ?? '' }))).toBe('not_found');

    const { tenantId } = await setUp(deps, { ...owner, token: second ?? '' });
    expect(tenantId).toBe((await verifyApiToken(db, apiToken))?.tenantId);
    const { email, password } = owner;
    const signIn = { email, password, source: 'test' };
    expect(await verifySignIn(deps, signIn)).toMatchObject({ tenantId, role: 'owner' });

    expect(await codeOf(setUp(deps, { ...owner, token: second ?? '' }))).toBe('not_found');
    expect(await start()).toBeNull();
  });
});
