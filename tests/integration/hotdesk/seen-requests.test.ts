import { beforeEach, expect, it } from 'vitest';
import type { DeskRow } from '#server/hotdesk/desks.ts';
import type { SeenRequest, StrayRequest } from '#server/hotdesk/seen-request.ts';
import {
  createProvisioning,
  type HandleProvisioning,
  type ProvisioningRequest,
} from '#server/provisioning/handle-request.ts';
import type { MacScan } from '#server/provisioning/strangers.ts';
import { onEmbedded } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

const YEALINK = 'Yealink SIP-T54W 96.86.0.70';

onEmbedded('of every request for a configuration is told', (database) => {
  let office: Office;
  let desk: DeskRow;
  let handle: HandleProvisioning;
  let seen: SeenRequest[];
  let strays: StrayRequest[];
  let scans: MacScan[];

  beforeEach(async () => {
    office = await openOffice(database());
    desk = await office.desk('8001');
    [seen, strays, scans] = [[], [], []];
    handle = createProvisioning({
      ...office.ctx,
      ...{ phonesUrl: 'http://192.168.1.10:3000', registrar: { host: '192.168.1.10', port: 5060 } },
      seen: (request) => void seen.push(request),
      stray: (request) => void strays.push(request),
      scan: (scan) => void scans.push(scan),
    });
  });

  async function ask(name: string, more: Partial<ProvisioningRequest> = {}) {
    return handle({
      ...{ method: 'GET', path: `/p/${desk.configToken}/${name}`, source: '10.0.0.5' },
      ...{ userAgent: YEALINK, authorization: undefined, ifNoneMatch: undefined, ...more },
    });
  }

  it('when it is over: what was served, and how long that took', async () => {
    const answer = await ask(`${desk.mac}.cfg`);
    expect(seen).toEqual([]);
    office.clock.advance(340);
    answer.over?.(true);
    expect(seen).toMatchObject([
      { deskId: desk.id, mac: desk.mac, name: `${desk.mac}.cfg`, status: 200, outcome: 'sent', version: 1 },
    ]);
    expect(seen[0]).toMatchObject({ durationMs: 340, bytes: answer.body.length, source: '10.0.0.5' });
  });

  it('and that a phone broke off', async () => {
    (await ask(`${desk.mac}.cfg`)).over?.(false);
    expect(seen).toMatchObject([{ outcome: 'broken-off' }]);
  });

  it('and whose MAC it named, where that is another phone’s', async () => {
    (await ask('001565999999.cfg')).over?.(true);
    (await ask(`${desk.mac}.cfg`, { userAgent: `${YEALINK} 00:15:65:77:77:77` })).over?.(true);
    expect(seen.map(({ outcome, otherMac }) => [outcome, otherMac])).toEqual([
      ['other-mac', '001565999999'],
      ['other-mac', '001565777777'],
    ]);
  });

  it('and whence one came whose address opens nothing, as long as that is not too often', async () => {
    const path = `/p/${'a'.repeat(32)}/${desk.mac}.cfg`;
    for (let time = 0; time < 70; time += 1) await ask('', { path });
    expect(strays[0]).toMatchObject({ what: 'wrong-token', source: '10.0.0.5', mac: desk.mac });
    expect(strays).toHaveLength(60);
    expect((await ask('', { path: '/p/nothing' })).status).toBe(429);
  });

  it('and of one that was told no path, whose MAC is as good as any other', async () => {
    const known = await ask('', { path: `/${desk.mac}.cfg` });
    const unknown = await ask('', { path: '/001565000000.cfg' });
    expect(known).toEqual(unknown);
    expect(known).toMatchObject({ status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } });
    expect(strays.map(({ what, mac }) => [what, mac])).toEqual([
      ['no-token', desk.mac],
      ['no-token', '001565000000'],
    ]);
  });

  it('and of who goes through MACs, once; a phone with its right address beside it has its file', async () => {
    for (let nth = 0; nth < 40; nth += 1) await ask('', { path: `/0015650000${nth + 10}.cfg` });
    expect(scans).toMatchObject([{ source: '10.0.0.5', untilMs: office.clock.nowMs() + 60_000 }]);
    expect(scans[0]?.macs).toHaveLength(21);
    expect((await ask('', { path: '/00156500ffff.cfg' })).status).toBe(429);
    expect((await ask(`${desk.mac}.cfg`)).status).toBe(200);
    expect((await ask('', { path: '/00156500ffff.cfg', source: '10.0.0.6' })).status).toBe(404);
  });

  it('where an IPv6 network of 64 bits is one source', async () => {
    for (let nth = 0; nth < 40; nth += 1)
      await ask('', { path: `/0015650000${nth + 10}.cfg`, source: `2001:db8::${nth}` });
    expect(scans.map(({ source }) => source)).toEqual(['2001:db8:0:0::/64']);
  });
});
