import { asc } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { desks, sipCredentials } from '#db/schema/index.ts';
import type { HotdeskContext } from '#server/hotdesk/context.ts';
import type { LoadAccount } from './register-load.ts';

const AT_ONCE = 500;
const MAC_FIRST = 0x001565000000;

/** Makes so many free desks with credentials, whose phones have settled, as rows: by their verbs a hundred thousand would take minutes. */
export async function furnish({ db }: Database, ctx: HotdeskContext, count: number): Promise<void> {
  for (let first = 0; first < count; first += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, index) => first + index);
    await db.insert(desks).values(numbers.map((number) => deskRow(ctx, number)));
    await db.insert(sipCredentials).values(numbers.map((number) => credentialRow(ctx, number)));
  }
}

/** What the phones of all desks register with. */
export async function accountsOf({ db }: Database, { secrets }: HotdeskContext): Promise<LoadAccount[]> {
  const rows = await db.select().from(sipCredentials).orderBy(asc(sipCredentials.authName));
  return rows.map(({ authName, extension: user }) => {
    return { user, authName, password: secrets.sipSecret(authName) };
  });
}

/** As long as ids are, in letters that they have. */
const idOf = (what: string, number: number): string =>
  what +
  String(number)
    .padStart(19, '0')
    .replace(/\d/g, (digit) => 'abcdefghjk'.charAt(Number(digit)));
const extensionOf = (number: number): string => `8${String(number).padStart(6, '0')}`;

function deskRow({ tenantId, clock }: HotdeskContext, number: number) {
  const at = new Date(clock.nowMs());
  return {
    ...{ id: idOf('d', number), tenantId, displayName: `Desk ${number}`, extension: extensionOf(number) },
    ...{ mac: (MAC_FIRST + number).toString(16).padStart(12, '0'), vendor: 'yealink' },
    ...{ provisioning: 'link' as const, network: 'lan' as const },
    ...{ phoneState: 'settled' as const, downloadedVersion: 1, registeredAuthName: idOf('a', number) },
    ...{ labelToken: idOf('l', number), configToken: idOf('c', number), createdAt: at, updatedAt: at },
    versionAt: at,
  };
}

function credentialRow({ tenantId, clock }: HotdeskContext, number: number) {
  const createdAt = new Date(clock.nowMs());
  const [deskId, authName] = [idOf('d', number), idOf('a', number)];
  return { authName, tenantId, deskId, extension: extensionOf(number), createdAt };
}
