import { eq } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { type StoredTenantSettings, tenants } from '#db/schema/index.ts';
import { createArgon2Hasher } from '#server/hotdesk/argon2-hasher.ts';
import type { Actor, HotdeskContext } from '#server/hotdesk/context.ts';
import { createDesk } from '#server/hotdesk/create-desk.ts';
import { createUser } from '#server/hotdesk/create-user.ts';
import { createDerivedSecrets } from '#server/hotdesk/derived-secrets.ts';
import { newId, type TenantId } from '#server/hotdesk/ids.ts';
import { parseMac } from '#server/hotdesk/parse-mac.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

const api: Actor = { kind: 'api', tokenId: 'token', label: 'test', door: 'api', source: 'test' };
const CHEAP = { memoryKib: 64, passes: 1 };

export type Office = Awaited<ReturnType<typeof openOffice>>;

type DeskMore = { mac?: string; vendor?: string; site?: string; floor?: string };

let offices = 0;

/** A tenant of its own in a shared database, with ways to make people and desks. The hashing is real, but cheap. */
export async function openOffice(database: Database, serverKey = 'a server key for tests, long enough') {
  offices += 1;
  const number = offices;
  const clock = new FakeClock();
  const random = seededRandom(Date.now() * 1_000 + number);
  const secrets = createDerivedSecrets(serverKey);
  const tenantId = newId<TenantId>(random);
  await database.db
    .insert(tenants)
    .values({ id: tenantId, name: 'Office', createdAt: new Date(clock.nowMs()) });
  const pins = createArgon2Hasher(secrets, CHEAP);
  const barrier = { applied: async () => {} };
  const ctx: HotdeskContext = {
    tenantId,
    actor: api,
    db: database.db,
    clock,
    random,
    secrets,
    pins,
    barrier,
    transactionsOverlap: !database.isEmbedded,
  };
  let macs = 0;
  return {
    ctx,
    clock,
    /** How this tenant behaves from now on. */
    settings: (settings: StoredTenantSettings) =>
      database.db.update(tenants).set({ settings }).where(eq(tenants.id, tenantId)),
    user: (extension: string, more: { pin?: string; hotDesking?: boolean; language?: 'de' | 'fr' } = {}) =>
      createUser({
        ctx,
        input: {
          extension: extension as never,
          name: `Person ${extension}`,
          pin: more.pin ?? '4321',
          hotDesking: more.hotDesking ?? true,
          language: more.language,
        },
      }),
    desk: async (extension: string, { mac: wanted, ...place }: DeskMore = {}) => {
      macs += 1;
      const ownMac = `001565${(number * 65_536 + macs).toString(16).padStart(6, '0')}`;
      const mac = parseMac(wanted ?? ownMac);
      if (mac === undefined) throw new Error('no MAC');
      const row = await createDesk({
        ctx,
        input: {
          displayName: `Desk ${extension}`,
          extension: extension as never,
          mac,
          vendor: 'yealink',
          provisioning: 'pnp',
          network: 'lan',
          ...place,
        },
      });
      return row.desk;
    },
  };
}
