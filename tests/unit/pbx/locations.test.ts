import { describe, expect, it } from 'vitest';
import type { AuthName, DeskId } from '#server/hotdesk/ids.ts';
import { Locations } from '#server/pbx/locations.ts';
import type { Flow } from '#server/sip/flow.ts';
import { flowTo } from '#tests/support/sip-engine.ts';

const [deskId, authName] = ['desk' as DeskId, 'auth' as AuthName];
const NOW_MS = 1_000;

const at = (contact: string, flow: Flow, more: { expiresAtMs?: number; authName?: AuthName } = {}) => ({
  binding: {
    ...{ authName, contact, deskId, callId: 'c', cseq: 1, qThousandths: 1_000, path: [], flow },
    ...{ userAgent: null, expiresAtMs: NOW_MS + 1, ...more },
  },
  flow,
});

const contactsOf = (locations: Locations): string[] =>
  locations.ofDesk(deskId, NOW_MS).map(({ binding }) => binding.contact);

describe('where phones are', () => {
  it.each(['tcp', 'tls', 'ws', 'wss'] as const)('is nowhere any more when their %s breaks', (transport) => {
    const locations = new Locations();
    const [first, second] = [flowTo(1, transport), flowTo(2, transport)];
    for (const [contact, flow] of [
      ['sip:a', first],
      ['sip:b', second],
      ['sip:c', first],
    ] as const)
      locations.put(at(contact, flow), '8001');
    locations.flowFailed(first);
    expect(contactsOf(locations)).toEqual(['sip:b']);
  });

  it('outlasts a connection that they have left for another', () => {
    const locations = new Locations();
    const [first, second] = [flowTo(1, 'tcp'), flowTo(2, 'tls')];
    for (const flow of [first, second]) locations.put(at('sip:a', flow), '8001');
    locations.flowFailed(first);
    expect(contactsOf(locations)).toEqual(['sip:a']);
    locations.flowFailed(second);
    expect(contactsOf(locations)).toEqual([]);
  });

  it('ends with its time, with its credentials and with its desk', () => {
    const locations = new Locations();
    locations.put(at('sip:old', flowTo(1), { expiresAtMs: NOW_MS }), '8001');
    locations.put(at('sip:ended', flowTo(2), { authName: 'ended' as AuthName }), '8001');
    locations.put(at('sip:a', flowTo(3)), '8001');
    expect(contactsOf(locations)).toEqual(['sip:ended', 'sip:a']);
    locations.keepOnly(deskId, new Set([authName]));
    expect(contactsOf(locations)).toEqual(['sip:a']);
    locations.forget(deskId);
    expect([contactsOf(locations), locations.lastHeard(deskId)]).toEqual([[], undefined]);
  });
});
