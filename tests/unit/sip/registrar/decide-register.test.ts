import { describe, expect, it } from 'vitest';
import { type Binding, decideRegister, type RegistrarPolicy } from '#server/sip/registrar/decide-register.ts';
import { parsedRequest, wire } from '#tests/support/sip-engine.ts';

const nowMs = 1_700_000_000_000;
const policy: RegistrarPolicy = {
  expiresDefaultSeconds: 600,
  expiresMinSeconds: 60,
  expiresMaxSeconds: 3_600,
  bindingsMax: 2,
};

const register = (contacts: readonly string[], { cseq = 5, callId = 'r1', more = [] as string[] } = {}) =>
  parsedRequest(
    wire([
      'REGISTER sip:perch.example SIP/2.0',
      'Via: SIP/2.0/UDP 192.0.2.9:5062;branch=z9hG4bK1',
      'From: <sip:101@perch.example>;tag=a',
      'To: <sip:101@perch.example>',
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} REGISTER`,
      ...contacts.map((contact) => `Contact: ${contact}`),
      ...more,
    ]),
  );

const bound = (change: Partial<Binding> = {}): Binding => ({
  contact: 'sip:101@192.0.2.9:5062',
  callId: 'r1',
  cseq: 4,
  qThousandths: 1_000,
  path: [],
  expiresAtMs: nowMs + 60_000,
  ...change,
});

const decide = (request: ReturnType<typeof register>, bindings: readonly Binding[] = []) => {
  const decision = decideRegister({ request, bindings, policy, nowMs });
  if (decision.kind === 'reject') return { status: decision.status, minExpires: decision.minExpires };
  const seconds = (binding: Binding): number => (binding.expiresAtMs - nowMs) / 1_000;
  return {
    bound: decision.bindings.map((binding) => `${binding.contact} ${seconds(binding)}`),
    removed: decision.removals.map(({ contact }) => contact),
  };
};

const here = '<sip:101@192.0.2.9:5062>';

describe('REGISTER, RFC 3261 10.3', () => {
  it('asks for what is bound when it brings no contact', () => {
    expect(decide(register([]), [bound()])).toEqual({ bound: ['sip:101@192.0.2.9:5062 60'], removed: [] });
  });

  it.each([
    { rule: 'its own expires first', contact: `${here};expires=120`, more: ['Expires: 900'], seconds: 120 },
    { rule: 'then the Expires header', contact: here, more: ['Expires: 900'], seconds: 900 },
    { rule: 'then our default', contact: here, more: [], seconds: 600 },
    { rule: 'at most what we allow', contact: `${here};expires=86400`, more: [], seconds: 3_600 },
    { rule: 'our default for what is no number', contact: `${here};expires=soon`, more: [], seconds: 600 },
    { rule: 'our default for less than nothing', contact: `${here};expires=-1`, more: [], seconds: 600 },
  ])('binds for $rule', ({ contact, more, seconds }) => {
    expect(decide(register([contact], { more }))).toEqual({
      bound: [`sip:101@192.0.2.9:5062 ${seconds}`],
      removed: [],
    });
  });

  it('answers 423 with the least time when asked for less', () => {
    expect(decide(register([`${here};expires=10`]))).toEqual({ status: 423, minExpires: 60 });
  });

  it('refreshes a contact that is the same by RFC 3261 19.1.4', () => {
    const written = '<SIP:%3101@192.0.2.9:5062;x=1>';
    expect(decide(register([written]), [bound()])).toEqual({
      bound: ['sip:101@192.0.2.9:5062 600'],
      removed: [],
    });
  });

  it('removes one contact with expires=0 and all with *', () => {
    const other = bound({ contact: 'sip:101@192.0.2.10' });
    expect(decide(register([`${here};expires=0`]), [bound(), other])).toEqual({
      bound: ['sip:101@192.0.2.10 60'],
      removed: ['sip:101@192.0.2.9:5062'],
    });
    expect(decide(register(['*'], { more: ['Expires: 0'] }), [bound(), other])).toEqual({
      bound: [],
      removed: ['sip:101@192.0.2.9:5062', 'sip:101@192.0.2.10'],
    });
  });

  it('refuses * with another contact, or without Expires: 0 (10.2.2)', () => {
    expect(decide(register(['*'], { more: ['Expires: 60'] }))).toMatchObject({ status: 400 });
    expect(decide(register(['*']))).toMatchObject({ status: 400 });
    expect(decide(register(['*', here], { more: ['Expires: 0'] }))).toMatchObject({ status: 400 });
  });

  it('refuses an older request of the same registration, and takes one of another', () => {
    expect(decide(register([here], { cseq: 4 }), [bound()])).toMatchObject({ status: 500 });
    expect(decide(register([here], { cseq: 1, callId: 'r2' }), [bound()])).toMatchObject({ removed: [] });
    expect(decide(register(['*'], { cseq: 3, more: ['Expires: 0'] }), [bound()])).toMatchObject({
      status: 500,
    });
  });

  it('changes nothing at all when one contact is wrong', () => {
    expect(decide(register([here, '<tel:+4930123>']))).toMatchObject({ status: 400 });
    expect(decide(register([here, here]))).toMatchObject({ status: 400 });
  });

  it('refuses more contacts than allowed, not counting those that have expired', () => {
    const others = [bound({ contact: 'sip:101@192.0.2.20' }), bound({ contact: 'sip:101@192.0.2.21' })];
    expect(decide(register([here]), others)).toMatchObject({ status: 403 });
    const expired = others.map((binding) => ({ ...binding, expiresAtMs: nowMs - 1 }));
    expect(decide(register([here]), expired)).toMatchObject({ bound: ['sip:101@192.0.2.9:5062 600'] });
  });

  it('refuses more contacts at once than could be moved, whatever is to become of them', () => {
    const leaving = Array.from({ length: 5 }, (_, index) => `<sip:101@192.0.2.${index}>;expires=0`);
    expect(decide(register(leaving))).toMatchObject({ status: 403 });
    expect(decide(register(leaving.slice(1)))).toEqual({ bound: [], removed: [] });
  });

  it('keeps q and Path', () => {
    const request = register([`${here};q=0.5`], { more: ['Path: <sip:edge.example;lr>'] });
    const decision = decideRegister({ request, bindings: [], policy, nowMs });
    expect(decision.kind === 'accept' && decision.upserts).toMatchObject([
      { qThousandths: 500, path: ['<sip:edge.example;lr>'] },
    ]);
  });
});

describe('a phone that comes by another way', () => {
  const other = { contact: 'sip:101@192.0.2.9:5062', callId: 'before' };
  const instance = '"<urn:uuid:00000000-0000-1000-8000-000000000001>"';
  const named = { ...other, instance: instance.toLowerCase() };

  it.each([
    ['in the same registration', '<sip:101@192.0.2.9:49152;transport=tcp>', { callId: 'r1' }],
    ['at the same port', '<sip:101@192.0.2.9:5062;transport=tls>', other],
    ['as the same instance', `<sip:x@y.invalid;transport=ws>;+sip.instance=${instance};reg-id=2`, named],
  ])('%s is not where it was any more', (_, contact, before) => {
    expect(decide(register([contact]), [bound(before)]).removed).toEqual(['sip:101@192.0.2.9:5062']);
  });

  it.each([
    ['another port in a registration of its own', '<sip:101@192.0.2.9:5070>', other],
    ['another host', '<sip:101@192.0.2.10:5062>', other],
    ['another user', '<sip:102@192.0.2.9:5062;transport=tcp>', other],
    ['another instance', '<sip:101@192.0.2.9:5062;transport=tcp>;+sip.instance="<urn:uuid:2>"', named],
  ])('is another phone with %s', (_, contact, before) => {
    expect(decide(register([contact]), [bound(before)]).removed).toEqual([]);
  });

  it('is at all that it names in one request', () => {
    const contacts = [here, '<sip:101@192.0.2.9:5062;transport=tcp>'];
    expect(decide(register(contacts), [bound()]).removed).toEqual([]);
    expect(decide(register(contacts), [bound()]).bound).toHaveLength(2);
  });
});
