import type { Env } from './env.ts';
import type { SipSide } from './start-sip.ts';
import type { Check } from './web/runtime.ts';

/** A clock that is before this has lost its battery, and certificates and logs with it. */
const EARLIEST_MS = Date.UTC(2026, 0, 1);

type Finding = Omit<Check, 'id' | 'title'>;

type Told = Pick<Finding, 'code' | 'detail'> & { values?: Finding['values'] };

const finding = (state: Finding['state'], { values = {}, ...told }: Told): Finding => ({
  ...{ state, values },
  ...told,
});
const ok = (told: Told): Finding => finding('ok', told);
const problem = (told: Told): Finding => finding('problem', told);
const warning = (told: Told): Finding => finding('warning', told);
const waiting = (told: Told): Finding => finding('waiting', told);

/** What would keep phones from working, for the console and the portal. */
export function checkList(env: Env, sip: SipSide | undefined, nowMs: number): Check[] {
  return [
    { id: 'address', title: 'Address for phones', ...address(env) },
    { id: 'sip', title: 'SIP', ...ways(sip) },
    { id: 'multicast', title: 'Plug and play', ...multicast(env, sip) },
    { id: 'clock', title: 'Clock', ...clock(nowMs) },
    { id: 'https', title: 'Encryption', ...encryption(env) },
    { id: 'labels', title: 'Address on the labels', ...labels(env) },
    { id: 'mail', title: 'Mail', ...mail(env) },
  ];
}

function address({ sipHost }: Env): Finding {
  const isLoopback = sipHost === 'localhost' || sipHost.startsWith('127.') || sipHost === '::1';
  return isLoopback
    ? problem({
        ...{ code: 'loopback', values: { host: sipHost } },
        detail: `${sipHost} is this machine only: no phone can reach it. Set SIP_HOST to its address on the network.`,
      })
    : ok({
        ...{ code: 'told', values: { host: sipHost } },
        detail: `Phones are told ${sipHost}.`,
      });
}

function ways(sip: SipSide | undefined): Finding {
  if (sip === undefined) return ok({ code: 'elsewhere', detail: 'Spoken by another process (PERCH_ROLES).' });
  const ways = sip.ways.join(', ');
  return ok({ code: 'ways', values: { ways }, detail: `Listens on ${ways}.` });
}

function multicast({ pnp }: Env, sip: SipSide | undefined): Finding {
  if (!pnp.isOn || sip === undefined) return ok({ code: 'off', detail: 'Turned off here (PNP=off).' });
  if (sip.pnpInterfaces.length === 0)
    return problem({ code: 'noInterface', detail: 'No network interface would listen for phones.' });
  const { heard } = sip.pbx.pnp;
  if (heard > 0) {
    const detail = `${heard} ${heard === 1 ? 'phone has' : 'phones have'} asked since the start.`;
    return ok({ code: 'heard', values: { count: heard }, detail });
  }
  return waiting({
    code: 'noneYet',
    detail: 'No phone has asked yet. Plug one in on the same network; across a router use the link instead.',
  });
}

function clock(nowMs: number): Finding {
  if (nowMs < EARLIEST_MS)
    return problem({
      code: 'wrong',
      detail: 'The clock of this machine is wrong. Turn on time synchronisation (NTP).',
    });
  const time = new Date(nowMs).toISOString().slice(0, 16).replace('T', ' ');
  return ok({ code: 'right', values: { time }, detail: `This machine says ${time} UTC.` });
}

const encryption = ({ perchUrl }: Env): Finding =>
  perchUrl.startsWith('https:')
    ? ok({ code: 'on', detail: 'People reach Perch by HTTPS.' })
    : problem({
        code: 'off',
        detail:
          'People reach Perch by plain HTTP: PINs travel in clear, and the camera and the installed app need HTTPS. Set TLS_CERT and TLS_KEY.',
      });

function labels({ isPerchUrlGiven, perchUrl }: Env): Finding {
  const values = { url: perchUrl };
  return isPerchUrlGiven
    ? ok({ code: 'given', values, detail: `Labels carry ${perchUrl}.` })
    : problem({
        ...{ code: 'mayChange', values },
        detail: `Labels would carry ${perchUrl}, which may change. Set PERCH_URL before you print.`,
      });
}

function mail({ mail }: Env): Finding {
  if (mail === undefined)
    return warning({
      code: 'off',
      detail: 'No mail can be sent, so nobody is mailed of an emergency call. Set SMTP_URL.',
    });
  const { host } = new URL(mail.smtpUrl);
  return ok({ code: 'on', values: { host }, detail: `Mails go out by ${host}.` });
}
