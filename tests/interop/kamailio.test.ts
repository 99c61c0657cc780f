import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { freePort } from '../support/free-port.ts';
import { addDesk, addUser, changeDialPlan, expectDone, type InteropDesk } from '../support/interop-office.ts';
import { type KamailioProcess, runKamailio } from '../support/kamailio.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { runSipp, startSipp } from '../support/sipp.ts';

const missing = whyMissing('kamailio', 'sipp');
const TRUNK = {
  username: '49221112',
  authName: 'perch-trunk',
  secret: 'trunk-secret',
  domain: 'itsp.example',
};

/** A provider: its trunks register and call with digest; whoever is outside comes from `farPort`. */
const provider = (farPort: number): string => `loadmodule "textops.so"
modparam("usrloc", "db_mode", 0)
modparam("auth", "nonce_count", 1)
request_route {
  if (has_totag()) {
    if (loose_route()) { t_relay(); exit; }
    if (is_method("ACK")) { if (t_check_trans()) { t_relay(); } exit; }
    sl_send_reply("404", "Not here");
    exit;
  }
  if (is_method("CANCEL")) { if (t_check_trans()) { t_relay(); } exit; }
  if (is_method("OPTIONS")) { sl_send_reply("200", "OK"); exit; }
  if (is_method("REGISTER")) {
    if (!pv_www_authenticate("itsp.example", "${TRUNK.secret}", "0")) { www_challenge("itsp.example", "1"); exit; }
    save("location");
    exit;
  }
  t_check_trans();
  record_route();
  if ($sp == ${farPort}) {
    if (!lookup("location")) { sl_send_reply("404", "Nobody"); exit; }
    t_relay();
    exit;
  }
  if (!pv_proxy_authenticate("itsp.example", "${TRUNK.secret}", "0")) { proxy_challenge("itsp.example", "1"); exit; }
  consume_credentials();
  $du = "sip:127.0.0.1:${farPort}";
  t_relay();
}
`;

describe.skipIf(missing !== undefined)(`Kamailio as a gateway${missing ? ` (${missing})` : ''}`, () => {
  let perch: PerchProcess;
  let kamailio: KamailioProcess;
  let farPort: number;
  let desk: InteropDesk;
  let gatewayId: string;

  const gatewayState = async (): Promise<string> => {
    const { state } = (await expectDone(perch.api('GET', `/gateways/${gatewayId}`))) as {
      state: { state: string };
    };
    return state?.state;
  };

  beforeAll(async () => {
    farPort = await freePort();
    kamailio = await runKamailio(provider(farPort));
    perch = await startPerch();
    await addUser(perch, '101', '4321');
    const occupant = { extension: '101', pin: '4321' };
    desk = await addDesk(perch, { extension: '8001', mac: '0015650000d1', occupant });
    const gateway = { name: 'Provider', host: '127.0.0.1', port: kamailio.port, registers: true, ...TRUNK };
    const made = await expectDone(perch.api('POST', '/gateways', { ...gateway, callerNumber: '+49221112' }));
    gatewayId = (made as { id: string }).id;
    const route = {
      prefix: '0',
      lengthMin: 3,
      lengthMax: 20,
      strip: 1,
      prepend: '+49',
      gatewayIds: [gatewayId],
    };
    await changeDialPlan(perch, {
      outboundRoutes: [route],
      inboundNumbers: [{ number: '+49221112101', extension: '101' }],
    });
  });
  afterAll(async () => {
    await perch?.[Symbol.asyncDispose]();
    await kamailio?.[Symbol.asyncDispose]();
  });

  const farEnd = () => ({ ...desk.account, server: { host: '127.0.0.1', port: kamailio.port } });

  it('is registered at with digest', async () => {
    while ((await gatewayState()) !== 'registered') await sleep(50);
  });

  it('carries a call out: 407 is answered, From is our number there, and a BYE ends it', async () => {
    const port = await freePort();
    await runSipp({ scenario: 'register-with-digest', account: desk.account, port });
    for (let call = 0; call < 2; call += 1) {
      const far = await startSipp({ scenario: 'far-end-answers', account: farEnd(), port: farPort });
      await runSipp({ scenario: 'calls-outside', account: desk.account, port });
      await far.succeeded();
    }
  });

  it('carries a call for help, with the place of the desk', async () => {
    const port = await freePort();
    const settings = (await expectDone(perch.api('GET', '/emergency'))) as object;
    const route = { gatewayIds: [gatewayId], callerNumber: '+49221112' };
    await expectDone(perch.api('PUT', '/emergency', { ...settings, route }));
    await runSipp({ scenario: 'register-with-digest', account: desk.account, port });
    const far = await startSipp({ scenario: 'far-end-helps', account: farEnd(), port: farPort });
    await runSipp({ scenario: 'calls-for-help', account: desk.account, port });
    await far.succeeded();
  });

  it('brings a call in, to where 101 sits', async () => {
    const port = await freePort();
    await runSipp({ scenario: 'register-with-digest', account: desk.account, port });
    const phone = await startSipp({ scenario: 'phone-answers', account: desk.account, port });
    await runSipp({ scenario: 'far-end-calls', account: farEnd(), port: farPort });
    await phone.succeeded();
  });
});
