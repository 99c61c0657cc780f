import { expect, it } from 'vitest';
import { claimPhone } from '#server/hotdesk/claim-phone.ts';
import { ensureInstallation } from '#server/hotdesk/installation.ts';
import { pnpSubscription } from '#server/hotdesk/phones.ts';
import { showCodes } from '#server/hotdesk/show-codes.ts';
import { waitingPhoneByToken } from '#server/hotdesk/waiting-phones.ts';
import { bodyText, type SipRequest } from '#server/sip/message/message.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openOffice } from '#tests/support/office.ts';
import { openPbxOffice } from '#tests/support/pbx-office.ts';

const TURNS = 200;

onEmbedded('a phone of nobody that asks by PnP, where two tenants hear it', (database) => {
  let phones = 0;

  async function plugIn({ vendor = 'Yealink', address = '192.168.1.20' } = {}) {
    await openOffice(database());
    const office = await openPbxOffice(database());
    await ensureInstallation(office.ctx);
    await office.start();
    phones += 1;
    const mac = `805ec0${phones.toString(16).padStart(6, '0')}` as never;
    const phone = office.stranger(address);
    phone.onRequest = (transaction, nowMs) => transaction.reply(200, nowMs);
    const asks = async () => {
      const sent = phone.send('SUBSCRIBE', `MAC%3a${mac}`, {
        headers: [
          ['Event', `ua-profile;profile-type="device";vendor="${vendor}";model="T54W";version="1.2.3"`],
        ],
      });
      await office.until(() => sent.responses.length > 0);
      expect(sent.statuses()).toEqual([200]);
    };
    const nothingMore = async () => {
      const before = phone.received.length;
      let turns = 0;
      await office.until(() => turns++ > TURNS);
      expect(phone.received).toHaveLength(before);
    };
    return { ...office, mac, phone, asks, nothingMore };
  }

  const tokenIn = (notify: SipRequest | undefined): string =>
    /\/p\/(\w+)\//.exec(notify === undefined ? '' : bodyText(notify))?.[1] ?? '';
  const headersOf = (notify: SipRequest | undefined, name: string) => notify?.headers.get(name);

  it('is told nothing as long as nobody wants to claim phones, and then at once', async () => {
    const { ctx, mac, phone, asks, nothingMore, pbx, until } = await plugIn();
    await asks();
    await nothingMore();
    await showCodes({ ctx });
    await pbx.apply({ type: 'phone', what: 'wanted', tenantId: null, mac });
    await until(() => phone.received.length > 0);
    const state = await waitingPhoneByToken(ctx, tokenIn(phone.received[0]));
    expect(state).toMatchObject({ mac, shows: { is: 'code' } });
  });

  it('shows its code, is claimed by it, and is told of its desk in the same dialog with the next CSeq', async () => {
    const { ctx, mac, phone, asks, desk, pbx, until, pass } = await plugIn();
    await showCodes({ ctx });
    await asks();
    await until(() => phone.received.length > 0);
    const [first] = phone.received;
    const state = await waitingPhoneByToken(ctx, tokenIn(first));
    const code = state?.shows.is === 'code' ? state.shows.code : '';
    await claimPhone({ ctx, input: { code } });
    const made = await desk('8001', { mac });
    while ((await pnpSubscription(ctx.db, mac))?.cseq !== 1) await pass(1);
    void pbx.pnp.deskChanged(made.id as never);
    await until(() => phone.received.length > 1);
    const [, second] = phone.received;
    expect([headersOf(first, 'CSeq'), headersOf(second, 'CSeq')]).toEqual(['1 NOTIFY', '2 NOTIFY']);
    expect(headersOf(second, 'Call-ID')).toBe(headersOf(first, 'Call-ID'));
    expect(tokenIn(second)).toBe(tokenIn(first));
  });

  it('of a maker whose phones can show nothing is told nothing', async () => {
    const { ctx, asks, nothingMore } = await plugIn({ vendor: 'Poly' });
    await showCodes({ ctx });
    await asks();
    await nothingMore();
  });
});
