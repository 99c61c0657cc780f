import { describe, expect, it } from 'vitest';
import { type AudioCapabilities, negotiateAudio, offerAudio } from '#server/sip/sdp/answer.ts';
import { parseSdp } from '#server/sip/sdp/parse.ts';

const own: AudioCapabilities = {
  codecs: ['PCMU', 'PCMA', 'G722'],
  address: '192.0.2.1',
  port: 20_000,
  sessionId: '17',
  version: 1,
};

const sdp = (...lines: string[]): string =>
  ['v=0', 'o=- 1 1 IN IP4 192.0.2.9', 's=-', 'c=IN IP4 192.0.2.9', 't=0 0', ...lines, ''].join('\r\n');

const negotiate = (text: string, capabilities = own) => {
  const offer = parseSdp(text);
  if (offer === undefined) throw new Error('no session description');
  return negotiateAudio(offer, capabilities);
};

const agreed = (text: string) => {
  const result = negotiate(text);
  if (!result.ok) throw new Error(result.error);
  return result.value;
};

describe('the answer to an offer, RFC 3264 6', () => {
  it('takes the first codec of the offer that we can, with the offer numbers', () => {
    const value = agreed(
      sdp(
        'm=audio 4000 RTP/AVP 18 8 9 0 101',
        'a=rtpmap:101 telephone-event/8000',
        'a=fmtp:101 0-15',
        'a=ptime:30',
      ),
    );
    expect(value).toMatchObject({
      remote: { address: '192.0.2.9', port: 4_000 },
      codec: { name: 'PCMA', payloadType: 8 },
      telephoneEventPayloadType: 101,
      direction: 'sendrecv',
      ptimeMs: 30,
    });
    expect(value.answer).toContain('m=audio 20000 RTP/AVP 8 101\r\n');
    expect(value.answer).toContain('a=rtpmap:101 telephone-event/8000\r\n');
  });

  it('takes G.722, whose clock says 8000 (RFC 3551 4.5.2), where it comes first', () => {
    const value = agreed(sdp('m=audio 4000 RTP/AVP 9 8 0', 'a=rtpmap:9 G722/8000'));
    expect(value.codec).toEqual({ name: 'G722', payloadType: 9 });
    expect(value.answer).toContain('m=audio 20000 RTP/AVP 9\r\na=rtpmap:9 G722/8000\r\n');
    expect(agreed(sdp('m=audio 4000 RTP/AVP 9', 'a=rtpmap:9 G722/8000')).codec.name).toBe('G722');
  });

  it('keeps the number that a phone chose for keys (RFC 4733 2.4.1)', () => {
    const value = agreed(sdp('m=audio 4000 RTP/AVP 0 96', 'a=rtpmap:96 telephone-event/8000'));
    expect(value.telephoneEventPayloadType).toBe(96);
    expect(value.answer).toContain('a=rtpmap:96 telephone-event/8000');
  });

  it.each([
    { asked: 'sendrecv', answered: 'sendrecv' },
    { asked: 'sendonly', answered: 'recvonly' },
    { asked: 'recvonly', answered: 'sendonly' },
    { asked: 'inactive', answered: 'inactive' },
  ])('answers $asked with $answered (6.1)', ({ asked, answered }) => {
    const value = agreed(sdp('m=audio 4000 RTP/AVP 0', `a=${asked}`));
    expect([value.direction, value.answer.includes(`a=${answered}\r\n`)]).toEqual([answered, true]);
  });

  it.each([
    { address: 'IN IP4 0.0.0.0', asked: 'sendrecv', direction: 'recvonly' },
    { address: 'IN IP6 ::', asked: 'sendrecv', direction: 'recvonly' },
    { address: 'IN IP4 0.0.0.0', asked: 'recvonly', direction: 'inactive' },
  ])('sends nothing to $address, the old way to hold a call (8.4)', ({ address, asked, direction }) => {
    const value = agreed(sdp('m=audio 4000 RTP/AVP 0', `c=${address}`, `a=${asked}`));
    expect([value.direction, value.answer.includes(`a=${direction}\r\n`)]).toEqual([direction, true]);
  });

  it.each([1, 25, 100_000])('takes %i ms for no packet length that could be meant', (ptime) => {
    expect(agreed(sdp('m=audio 4000 RTP/AVP 0', `a=ptime:${ptime}`)).ptimeMs).toBe(20);
  });

  it('offers no keys to who offers none', () => {
    const value = agreed(sdp('m=audio 4000 RTP/AVP 0'));
    expect(value.telephoneEventPayloadType).toBeUndefined();
    expect(value.answer).not.toContain('telephone-event');
  });

  it.each([
    ['sendonly', 'recvonly'],
    ['inactive', 'inactive'],
    ['recvonly', 'sendonly'],
    ['sendrecv', 'sendrecv'],
  ])('answers %s with %s (hold, 8.4)', (theirs, ours) => {
    const value = agreed(sdp('m=audio 4000 RTP/AVP 0', `a=${theirs}`));
    expect(value.direction).toBe(ours);
    expect(value.answer).toContain(`a=${ours}\r\n`);
  });

  it('takes the direction and the address of the whole when the stream says nothing', () => {
    const value = agreed(sdp('a=sendonly', 'm=audio 4000 RTP/AVP 0'));
    expect(value).toMatchObject({ direction: 'recvonly', remote: { address: '192.0.2.9' } });
    expect(agreed(sdp('m=audio 4000 RTP/AVP 0', 'c=IN IP4 198.51.100.7')).remote.address).toBe(
      '198.51.100.7',
    );
  });

  it('answers every stream, and refuses what it does not take with port 0', () => {
    const { answer } = agreed(
      sdp('m=video 5000 RTP/AVP 31', 'm=audio 4000 RTP/AVP 0', 'm=audio 4002 RTP/AVP 0'),
    );
    expect(answer.match(/^m=.*$/gm)).toEqual([
      'm=video 0 RTP/AVP 31',
      'm=audio 20000 RTP/AVP 0',
      'm=audio 0 RTP/AVP 0',
    ]);
  });

  it('says what is missing', () => {
    expect(negotiate(sdp('m=audio 4000 RTP/AVP 18'))).toEqual({ ok: false, error: 'no-common-codec' });
    expect(negotiate(sdp('m=video 4000 RTP/AVP 31'))).toEqual({ ok: false, error: 'no-audio' });
    expect(negotiate(sdp('m=audio 0 RTP/AVP 0'))).toEqual({ ok: false, error: 'no-audio' });
    expect(negotiate(sdp('m=audio 4000 RTP/SAVP 0'))).toEqual({ ok: false, error: 'no-audio' });
  });

  it('writes IPv6 as IPv6', () => {
    const result = negotiate(sdp('m=audio 4000 RTP/AVP 0'), { ...own, address: '2001:db8::1' });
    expect(result.ok && result.value.answer).toContain('c=IN IP6 2001:db8::1\r\n');
  });

  it('answers our own offer', () => {
    expect(agreed(offerAudio(own))).toMatchObject({
      codec: { name: 'PCMU', payloadType: 0 },
      telephoneEventPayloadType: 101,
      remote: { address: '192.0.2.1', port: 20_000 },
    });
  });

  it('reads no description out of something else', () => {
    expect(parseSdp('')).toBeUndefined();
    expect(parseSdp('<xml/>')).toBeUndefined();
    expect(parseSdp(`v=0\r\n${'a=x\r\n'.repeat(1_000)}`)).toBeUndefined();
  });

  it('reads no more formats than there are payload numbers', () => {
    const formats = Array.from({ length: 12_000 }, () => '0').join(' ');
    const [media] = parseSdp(sdp(`m=audio 4000 RTP/AVP ${formats}`))?.media ?? [];
    expect(media?.audio?.formats).toHaveLength(128);
  });

  const KEY = 'WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz';
  const OWN_KEY = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd';
  const secured = (line: string, protocol = 'RTP/SAVP') =>
    negotiate(sdp(`m=audio 4000 ${protocol} 0`, line), { ...own, masterKey: OWN_KEY });

  it.each([
    ['AES_CM_128_HMAC_SHA1_80', ''],
    ['AES_CM_128_HMAC_SHA1_32', '|2^20'],
    ['AES_CM_128_HMAC_SHA1_80', '|1048576 WSH=64'],
  ])('takes SRTP by %s, with %s behind the key (RFC 4568 5.1.2)', (suite, more) => {
    const result = secured(`a=crypto:3 ${suite} inline:${KEY}${more}`);
    expect(result).toMatchObject({ value: { srtp: { suite, ownKey: OWN_KEY, peerKey: KEY } } });
    expect(result.ok && result.value.answer).toContain(
      `m=audio 20000 RTP/SAVP 0\r\na=rtpmap:0 PCMU/8000\r\na=crypto:3 ${suite} inline:${OWN_KEY}\r\n`,
    );
  });

  it('takes the first suite that it can', () => {
    const lines = ['a=crypto:1 AES_256_CM_HMAC_SHA1_80', 'a=crypto:2 AES_CM_128_HMAC_SHA1_32'];
    const result = secured(lines.map((line) => `${line} inline:${KEY}`).join('\r\n'));
    expect(result).toMatchObject({ value: { srtp: { suite: 'AES_CM_128_HMAC_SHA1_32' } } });
  });

  it('answers a phone that offers encryption but does not insist with plain RTP', () => {
    const result = secured(`a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}`, 'RTP/AVP');
    expect(result).toMatchObject({ value: { srtp: undefined } });
    expect(result.ok && result.value.answer).not.toContain('crypto');
  });

  it.each([
    ['no key', ''],
    ['a suite that we do not have', `a=crypto:1 F8_128_HMAC_SHA1_80 inline:${KEY}`],
    ['a key of another length', 'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19z'],
    ['a key with a name', `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}|2^20|1:4`],
    ['media in clear', `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${KEY} UNENCRYPTED_SRTP`],
  ])('refuses SRTP with %s', (_, line) => {
    expect(secured(line)).toEqual({ ok: false, error: 'no-audio' });
  });

  it.each(['UDP/TLS/RTP/SAVPF', 'RTP/SAVPF', 'RTP/AVPF'])('refuses %s', (protocol) => {
    const line = `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}`;
    expect(secured(line, protocol)).toEqual({ ok: false, error: 'no-audio' });
  });
});
