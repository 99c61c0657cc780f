import { openDatabase } from '#db/client.ts';
import { apiTokens, portalAccounts, tenants } from '#db/schema/index.ts';
import { createArgon2Hasher } from '#server/hotdesk/argon2-hasher.ts';
import { createDerivedSecrets } from '#server/hotdesk/derived-secrets.ts';
import { newId, newSecretToken } from '#server/hotdesk/ids.ts';
import { tokenHash } from '#server/hotdesk/token-hash.ts';
import { systemRandom } from '#server/ports/random.ts';
import { onError } from './embedded-database.ts';
import { type Answer, callApi, type PerchProcess, startPerch } from './perch-process.ts';
import { tempFolder } from './temp-folder.ts';

export type Tenant = {
  name: string;
  /** Of its owner, who signs in with `PASSWORD`. */
  email: string;
  api(method: string, path: string, body?: unknown): Promise<Answer>;
};

export const PASSWORD = 'a sentence is easy';
const SECRET = 'a server key of a test, and long enough';

export type TwoTenants = AsyncDisposable & { perch: PerchProcess; ours: Tenant; theirs: Tenant };

/** The whole product with two organisations in its database, each with an owner and an API token. */
export async function startPerchForTwo(): Promise<TwoTenants> {
  const folder = tempFolder();
  const made = await makeTenants(folder.path, ['Ours', 'Theirs']);
  const perch = await startPerch({ env: { PERCH_DATA: folder.path, PERCH_SECRET: SECRET } });
  const [ours, theirs] = made.map(({ token, ...tenant }) => ({
    ...tenant,
    api: (method: string, path: string, body?: unknown) =>
      callApi(`${perch.url}/api/v1${path}`, { method, apiToken: token, body }),
  }));
  if (ours === undefined || theirs === undefined) throw new Error('there are no two tenants');
  return {
    ...{ perch, ours, theirs },
    async [Symbol.asyncDispose]() {
      await perch[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

async function makeTenants(dataFolder: string, names: readonly string[]) {
  const { db, migrate, close } = await openDatabase({ url: undefined, dataFolder, onError });
  await migrate();
  const passwordHash = await createArgon2Hasher(createDerivedSecrets(SECRET)).hash(PASSWORD);
  const createdAt = new Date();
  const made = names.map((name) => ({
    ...{ name, email: `owner@${name.toLowerCase()}.example`, token: newSecretToken(systemRandom) },
  }));
  for (const { name, email, token } of made) {
    const tenantId = newId<string>(systemRandom);
    const id = newId<string>(systemRandom);
    await db.insert(tenants).values({ id: tenantId, name, createdAt });
    await db.insert(apiTokens).values({
      ...{ id, tenantId, name: 'test', tokenHash: tokenHash(token), role: 'admin', createdAt },
    });
    await db
      .insert(portalAccounts)
      .values({ id, tenantId, email, name: `Owner of ${name}`, passwordHash, role: 'owner', createdAt });
  }
  await close();
  return made;
}
