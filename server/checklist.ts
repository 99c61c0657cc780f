import type { Env } from './env.ts';
import type { SipSide } from './start-sip.ts';
import type { Check } from './web/runtime.ts';

/** A clock that is before this has lost its battery, and certificates and logs with it. */
const EARLIEST_MS = Date.UTC(2026, 0, 1);

type Finding = Pick<Check, 'state' | 'detail'>;

const ok = (detail: string): Finding => ({ state: 'ok', detail });
const problem = (detail: string): Finding => ({ state: 'problem', detail });
const waiting = (detail: string): Finding => ({ state: 'waiting', detail });

/** What would keep phones from working, for the console and the portal. */
export function checkList(env: Env, sip: SipSide | undefined, nowMs: number): Check[] {
  return [
    { id: 'address', title: 'Address for phones', ...address(env) },
    { id: 'multicast', title: 'Plug and play', ...multicast(env, sip) },
    { id: 'clock', title: 'Clock', ...clock(nowMs) },
    { id: 'https', title: 'Encryption', ...encryption(env) },
    { id: 'labels', title: 'Address on the labels', ...labels(env) },
  ];
}

function address({ sipHost, sipPort }: Env): Finding {
  const isLoopback = sipHost === 'localhost' || sipHost.startsWith('127.') || sipHost === '::1';
  return isLoopback
    ? problem(
        `${sipHost} is this machine only: no phone can reach it. Set SIP_HOST to its address on the network.`,
      )
    : ok(`Phones are told ${sipHost}, SIP on UDP and TCP ${sipPort}.`);
}

function multicast({ pnp }: Env, sip: SipSide | undefined): Finding {
  if (!pnp.isOn || sip === undefined) return ok('Turned off here (PNP=off).');
  if (sip.pnpInterfaces.length === 0) return problem('No network interface would listen for phones.');
  const { heard } = sip.pbx.pnp;
  if (heard > 0) return ok(`${heard} ${heard === 1 ? 'phone has' : 'phones have'} asked since the start.`);
  return waiting(
    'No phone has asked yet. Plug one in on the same network; across a router use the link instead.',
  );
}

const clock = (nowMs: number): Finding =>
  nowMs < EARLIEST_MS
    ? problem('The clock of this machine is wrong. Turn on time synchronisation (NTP).')
    : ok(`This machine says ${new Date(nowMs).toISOString().slice(0, 16).replace('T', ' ')} UTC.`);

const encryption = ({ perchUrl }: Env): Finding =>
  perchUrl.startsWith('https:')
    ? ok('People reach Perch by HTTPS.')
    : problem(
        'People reach Perch by plain HTTP: PINs travel in clear, and the camera and the installed app need HTTPS. Set TLS_CERT and TLS_KEY.',
      );

const labels = ({ isPerchUrlGiven, perchUrl }: Env): Finding =>
  isPerchUrlGiven
    ? ok(`Labels carry ${perchUrl}.`)
    : problem(`Labels would carry ${perchUrl}, which may change. Set PERCH_URL before you print.`);
