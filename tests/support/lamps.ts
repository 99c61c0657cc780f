import type { Database } from '#db/client.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import { bodyText, fromOf, type SipRequest, tagOf } from '#server/sip/message/message.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { openPbxOffice, type TestPhone } from './pbx-office.ts';
import { ANSWER } from './sip-call.ts';

type Lines = ReadonlyArray<readonly [name: string, value: string]>;
type Watch = { event?: string; headers?: Lines };

/** A phone watches a number; it takes every NOTIFY unless it has manners of its own. */
export function watch(phone: TestPhone, number: string, { event = 'dialog', headers = [] }: Watch = {}) {
  phone.onRequest ??= (transaction, nowMs) => transaction.reply(200, nowMs);
  const own = [['Event', event], ...headers] as const;
  const sent = phone.send('SUBSCRIBE', number, { headers: own });
  const { request } = sent.sent;
  const callId = request.headers.get('Call-ID') ?? '';
  const fromTag = tagOf(fromOf(request)) ?? '';
  let cseq = 10;
  const notifies = (): SipRequest[] =>
    phone.received.filter(
      ({ method, headers: theirs }) => method === 'NOTIFY' && theirs.get('Call-ID') === callId,
    );
  return {
    ...sent,
    notifies,
    /** What each NOTIFY says of the subscription, and of what is watched. */
    told: () => notifies().map((one) => `${one.headers.get('Subscription-State')} ${said(one)}`.trim()),
    /** How the lamp was, one word a NOTIFY. */
    lamp: () => notifies().map(said),
    /** The next SUBSCRIBE in its dialog. */
    again(more: Lines = [], by = phone) {
      cseq += 10;
      const dialog = { callId, fromTag, toTag: sent.toTag(), cseq };
      return by.send('SUBSCRIBE', number, { ...dialog, headers: [...own, ...more] });
    },
  };
}

/** The states of a dialog-info, or the words of another document. */
function said(notify: SipRequest): string {
  const text = bodyText(notify);
  const states = [...text.matchAll(/<state>(\w+)<\/state>/g)].map(([, state]) => state);
  if (states.length > 0) return states.join('+');
  const [, basic] = /<basic>(\w+)<\/basic>/.exec(text) ?? [];
  const [, note] = /<note>([^<]*)<\/note>/.exec(text) ?? [];
  if (basic !== undefined) return note === undefined ? basic : `${basic}: ${note}`;
  return text.trim().replaceAll('\r\n', ' | ');
}

/** Four desks of one tenant; 102 sits at the second, 103 at the last. The phone of the first watches. */
export async function openLampHouse(database: Database, more: Parameters<typeof openPbxOffice>[1] = {}) {
  const office = await openPbxOffice(database, more);
  const { ctx, network, until } = office;
  const [first, second] = [await office.desk('8001'), await office.desk('8002')];
  const [third, fourth] = [await office.desk('8003'), await office.desk('8004')];
  const desks = [first, second, third, fourth] as const;
  const user = await office.user('102');
  await office.user('103');
  await office.start();
  const changed = (deskId: string, what: 'switched' | 'removed' = 'switched') =>
    office.pbx.apply({ type: 'desk', what, tenantId: ctx.tenantId, deskId: deskId as never });
  const sit = async (extension: string, deskId: string): Promise<void> => {
    await logIn({ ctx, input: { deskId, extension, pin: '4321', takeOver: true, via: 'qr' } });
    for (const { id } of desks) await changed(id);
  };
  await sit('102', desks[1].id);
  await sit('103', desks[3].id);
  const watcher = await office.phone('192.0.2.11', desks[0].id);
  return {
    ...office,
    ...{ desks, user, watcher, sit, changed },
    leave: async (deskId: string) => {
      await logOut({ ctx, input: { deskId: deskId as never } });
      await changed(deskId);
    },
    register: async (phone: TestPhone, headers: Lines = []) => {
      const sent = phone.send('REGISTER', phone.extension, { headers });
      await until(() => sent.statuses().includes(200));
    },
    pass: (ms: number) => network.run(network.nowMs + ms),
    /** The first phone watches, and has been told once. */
    watching: async (number: string, how: Watch = {}) => {
      const lamp = watch(watcher, number, how);
      await until(() => lamp.notifies().length > 0);
      return lamp;
    },
    /** A phone that rings when it is called, and answers when it is told to. */
    ringingPhone: async (address: string, deskId: string) => {
      const phone = await office.phone(address, deskId);
      let ringing: ServerTransaction | undefined;
      phone.onRequest = (transaction, nowMs) => {
        const isCall = transaction.request.method === 'INVITE';
        if (isCall) ringing = transaction;
        transaction.reply(isCall ? 180 : 200, nowMs);
      };
      const headers: Lines = [
        ['Content-Type', 'application/sdp'],
        ['Contact', `<sip:${phone.extension}@${address}>`],
      ];
      const body = new TextEncoder().encode(ANSWER);
      return {
        phone,
        answer: () => ringing?.reply(200, network.nowMs, { headers, body }),
        isRinging: () => ringing !== undefined,
      };
    },
  };
}
