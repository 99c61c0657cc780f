import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { tenants } from '#db/schema/index.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openPbxOffice } from '#tests/support/pbx-office.ts';
import { OFFER } from '#tests/support/sip-call.ts';

onEmbedded('what a dial code is answered in', (database) => {
  /** A tenant that speaks French, and two users: 101 has chosen German, 102 nothing. */
  async function french() {
    const office = await openPbxOffice(database());
    const desk = await office.desk('8001');
    await office.user('101', { language: 'de' });
    await office.user('102');
    await database()
      .db.update(tenants)
      .set({ settings: { language: 'fr' } })
      .where(eq(tenants.id, office.ctx.tenantId));
    await office.start();
    const phone = await office.phone('192.0.2.11', desk.id);
    const dial = async (number: string) => {
      const call = phone.send('INVITE', number, { body: OFFER });
      await office.until(() => office.media.said.length > 0);
      const { said, languages } = office.media;
      return { call, first: [said[0], languages[0]] };
    };
    return { ...office, desk, dial };
  }

  it.each([
    ['*70', 'enter-extension', 'fr'],
    ['*70101', 'enter-pin', 'de'],
    ['*70102', 'enter-pin', 'fr'],
    ['*70999', 'enter-pin', 'fr'],
  ])('%s: %s, in %s', async (number, prompt, language) => {
    const { dial } = await french();
    expect((await dial(number)).first).toEqual([prompt, language]);
  });

  it('the tenant’s language is left for the user’s once the extension has been keyed', async () => {
    const { dial, media, until } = await french();
    await dial('*70');
    media.key('101#');
    await until(() => media.said.includes('enter-pin'));
    expect(media.languages).toEqual(['fr', 'de']);
  });

  it('*71 is answered to who is logged out in their own', async () => {
    const { dial, ctx, desk, pbx } = await french();
    const input = { deskId: desk.id, extension: '101', pin: '4321', takeOver: false, via: 'qr' } as const;
    await logIn({ ctx, input });
    await pbx.directory.refreshDesk(desk.id as never);
    expect((await dial('*71')).first).toEqual(['logged-out', 'de']);
  });
});
