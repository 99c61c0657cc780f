import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeskId, TenantId } from '#server/hotdesk/ids.ts';
import type { HttpHandler } from '#server/http/http-server.ts';
import { createHealthHandler, type ReadyCheck } from '#server/web/health.ts';
import { createMetrics, createMetricsHandler } from '#server/web/metrics.ts';
import { settlingObserver } from '#server/web/settling-observer.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function serve(handler: HttpHandler): Promise<string> {
  server = createServer(async (req, res) => {
    if (!(await handler(req, res))) res.writeHead(404).end();
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

describe('GET /healthz', () => {
  const health = (checks: Record<string, ReadyCheck>) =>
    serve(createHealthHandler({ version: '1.2.3', checks }));

  it('is 200 and says ok once every part serves', async () => {
    const url = await health({ web: () => true, sip: async () => true });
    const answer = await fetch(`${url}/healthz`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      status: 'ok',
      version: '1.2.3',
      parts: { web: 'ok', sip: 'ok' },
    });
  });

  it('is 503 and names the part that does not serve, also when asking fails', async () => {
    const url = await health({
      web: () => true,
      sip: () => false,
      database: () => Promise.reject(new Error('secret address')),
    });
    const answer = await fetch(`${url}/healthz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      status: 'not_ready',
      version: '1.2.3',
      parts: { web: 'ok', sip: 'not_ready', database: 'not_ready' },
    });
  });

  it('refuses other methods and leaves other paths to others', async () => {
    const url = await health({ web: () => true });
    const posted = await fetch(`${url}/healthz`, { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await fetch(`${url}/healthzz`)).status).toBe(404);
  });
});

describe('GET /metrics', () => {
  it('tells what was observed and what is asked at that moment', async () => {
    let bindings = 3;
    const metrics = createMetrics({
      registeredBindings: () => bindings,
      sipSubscriptions: () => 5,
      openDeskSessions: async () => 2,
    });
    metrics.logIn({ via: 'qr', result: 'ok' });
    metrics.logIn({ via: 'dial', result: 'wrong_pin' });
    metrics.switched(0.02);
    metrics.settled(4);
    metrics.sipRequest('REGISTER');
    metrics.provisioningRequest(401);
    metrics.stranger('no_token');
    bindings = 4;
    const url = await serve(createMetricsHandler(metrics));
    const answer = await fetch(`${url}/metrics`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    for (const line of [
      'perch_registered_bindings 4',
      'perch_sip_subscriptions 5',
      'perch_desk_sessions_open 2',
      'perch_logins_total{via="qr",result="ok"} 1',
      'perch_logins_total{via="dial",result="wrong_pin"} 1',
      'perch_switch_seconds_bucket{le="0.025"} 1',
      'perch_settle_seconds_sum 4',
      'perch_sip_requests_total{method="REGISTER"} 1',
      'perch_provisioning_requests_total{status="401"} 1',
      'perch_provisioning_strangers_total{what="no_token"} 1',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  it('measures from a switch to the settled phone, whatever came between', () => {
    const seconds: number[] = [];
    const clock = new FakeClock();
    const observe = settlingObserver({ settled: (taken) => seconds.push(taken) }, clock);
    const tell = (what: 'switched' | 'downloaded' | 'settled' | 'removed', deskId = 'desk'): void =>
      observe({ type: 'desk', what, tenantId: 'tenant' as TenantId, deskId: deskId as DeskId });
    tell('settled');
    tell('switched');
    clock.advance(1_500);
    tell('downloaded');
    tell('settled', 'another');
    clock.advance(1_000);
    tell('settled');
    tell('settled');
    expect(seconds).toEqual([2.5]);
  });

  it('folds made-up SIP methods into one, so that nobody fills the memory with them', async () => {
    const metrics = createMetrics();
    for (let number = 0; number < 100; number += 1) metrics.sipRequest(`M${number}`);
    const text = await metrics.text();
    expect(text).toContain('perch_sip_requests_total{method="other"} 100');
    expect(text).not.toContain('method="M');
  });
});
