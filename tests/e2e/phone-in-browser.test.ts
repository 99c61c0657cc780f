import { build } from 'esbuild';
import type { Browser, Page } from 'playwright';
import type * as SipJs from 'sip.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { openChromium, openPage, wide } from '../support/chromium.ts';
import { addDesk, addUser, deskOf, type InteropDesk } from '../support/interop-office.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';

const missing = whyMissing('chromium');

/** What SIP.js is in a page once its bundle has run there. */
declare const SIP: typeof SipJs;

type BrowserPhone = { register(): Promise<string>; call(number: string): Promise<number>; packets: number };
declare const phone: BrowserPhone;

describe.skipIf(missing !== undefined)(`a phone in a browser ${missing ?? ''}`, () => {
  let perch: PerchProcess;
  let browser: Browser;
  let bundle: string;
  let desks: { first: InteropDesk; second: InteropDesk };

  beforeAll(async () => {
    const { outputFiles } = await build({
      stdin: { contents: "export * from 'sip.js'", resolveDir: process.cwd() },
      ...{ bundle: true, format: 'iife', globalName: 'SIP', write: false },
    });
    bundle = outputFiles[0]?.text ?? '';
    perch = await startPerch();
    browser = await openChromium();
    const occupant = { extension: '102', pin: '4321' };
    await addUser(perch, occupant.extension, occupant.pin);
    desks = {
      first: await addDesk(perch, { extension: '8001', mac: '0015650000f1' }),
      second: await addDesk(perch, { extension: '8002', mac: '0015650000f2', occupant }),
    };
  });
  afterAll(async () => {
    await browser?.close();
    await perch?.[Symbol.asyncDispose]();
  });

  /** A page with a phone in it, which answers whoever calls, with a tone for a voice. */
  async function phoneIn(url: string, { account }: InteropDesk): Promise<Page> {
    const { page } = await openPage(browser, wide);
    await page.goto(url);
    await page.evaluate(`${bundle}\nglobalThis.SIP = SIP;`);
    const server = `${perch.url.replace('http', 'ws')}/sip`;
    await page.evaluate(makePhone, { account, server });
    return page;
  }

  it('of our own origin registers over WebSocket', async () => {
    const page = await phoneIn(`${perch.url}/sign-in`, desks.first);
    expect(await page.evaluate(() => phone.register())).toBe('Registered');
    expect((await deskOf(perch, desks.first)).registeredAs).toBe('8001');
    await page.context().close();
  });

  it('calls another one, and they hear each other', async () => {
    const [caller, called] = [
      await phoneIn(`${perch.url}/sign-in`, desks.second),
      await phoneIn(`${perch.url}/sign-in`, desks.first),
    ];
    for (const page of [caller, called]) await page.evaluate(() => phone.register());
    expect(await caller.evaluate(() => phone.call('8001'))).toBeGreaterThan(0);
    await called.waitForFunction(() => phone.packets > 0);
  });

  it('of a page from elsewhere is not let in', async () => {
    const page = await phoneIn('data:text/html,<title>elsewhere</title>', desks.first);
    await expect(page.evaluate(() => phone.register())).rejects.toThrow();
  });
});

/** Runs in the page. */
function makePhone({ account, server }: { account: InteropDesk['account']; server: string }): void {
  const uri = SIP.UserAgent.makeURI(`sip:${account.user}@perch.example`);
  if (uri === undefined) throw new Error('no URI');
  const tone = async (): Promise<MediaStream> => {
    const context = new AudioContext();
    const [oscillator, out] = [context.createOscillator(), context.createMediaStreamDestination()];
    oscillator.connect(out);
    oscillator.start();
    return out.stream;
  };
  const made: BrowserPhone = {
    packets: 0,
    async register() {
      await agent.start();
      const registerer = new SIP.Registerer(agent);
      await new Promise<void>((resolve, reject) => {
        registerer.stateChange.addListener(() => resolve());
        const requestDelegate = { onReject: () => reject(new Error('refused')) };
        registerer.register({ requestDelegate }).catch(reject);
      });
      return registerer.state;
    },
    async call(number) {
      const target = SIP.UserAgent.makeURI(`sip:${number}@perch.example`);
      if (target === undefined) throw new Error('no URI');
      const inviter = new SIP.Inviter(agent, target);
      await inviter.invite();
      return count(inviter);
    },
  };
  /** Resolves with the RTP packets that came, once some have. */
  const count = async (session: SipJs.Session): Promise<number> => {
    while (made.packets === 0) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const media = session.sessionDescriptionHandler as SipJs.Web.SessionDescriptionHandler | undefined;
      const stats = await media?.peerConnection?.getStats();
      for (const one of stats?.values() ?? [])
        if (one.type === 'inbound-rtp') made.packets = one.packetsReceived;
    }
    return made.packets;
  };
  const agent = new SIP.UserAgent({
    uri,
    logLevel: 'error',
    authorizationUsername: account.authName,
    authorizationPassword: account.password,
    transportOptions: { server, connectionTimeout: 5 },
    sessionDescriptionHandlerFactory: SIP.Web.defaultSessionDescriptionHandlerFactory(tone),
    sessionDescriptionHandlerFactoryOptions: {
      iceGatheringTimeout: 500,
      peerConnectionConfiguration: { iceServers: [] },
    },
    delegate: {
      onInvite: (invitation) => void invitation.accept().then(() => count(invitation)),
    },
  });
  Object.assign(globalThis, { phone: made });
}
