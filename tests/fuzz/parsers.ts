import { answerChallenge } from '#server/digest/challenge.ts';
import { parseDigestCredentials } from '#server/digest/credentials.ts';
import { parseRtp, serializeRtp } from '#server/media/rtp-packet.ts';
import { DtmfReceiver, parseTelephoneEvent } from '#server/media/telephone-event.ts';
import { parseNameAddr, serializeNameAddr } from '#server/sip/grammar/name-addr.ts';
import { isSameUri, parseSipUri, serializeSipUri } from '#server/sip/grammar/uri.ts';
import { parseVia, serializeVia } from '#server/sip/grammar/via.ts';
import { defaultLimits } from '#server/sip/message/limits.ts';
import type { SipRequest } from '#server/sip/message/message.ts';
import { parseMessage } from '#server/sip/message/parse.ts';
import { serializeMessage } from '#server/sip/message/serialize.ts';
import { StreamFraming } from '#server/sip/message/stream-framing.ts';
import { validateRequest } from '#server/sip/message/validate.ts';
import { decideRegister } from '#server/sip/registrar/decide-register.ts';
import { negotiateAudio } from '#server/sip/sdp/answer.ts';
import { parseSdp } from '#server/sip/sdp/parse.ts';
import { answerStun, isStun } from '#server/sip/stun.ts';
import { digitOfInfo } from '#server/sip/uas/info-digits.ts';
import { type Dice, mutate } from './mutate.ts';

const CAPABILITIES = {
  codecs: ['PCMU', 'PCMA'],
  address: '192.0.2.1',
  port: 20_000,
  sessionId: '1',
  version: 1,
} as const;

const POLICY = {
  expiresDefaultSeconds: 600,
  expiresMinSeconds: 60,
  expiresMaxSeconds: 3_600,
  bindingsMax: 5,
};

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** What was read is written, read again, and is the same: what we pass on means what it meant. */
function readTwice(bytes: Uint8Array): void {
  const first = parseMessage(bytes);
  if (!first.ok) return;
  if (first.value.kind === 'request') understand(first.value);
  const written = serializeMessage(first.value);
  if (written.length > defaultLimits.bytes) return;
  const second = parseMessage(written);
  if (!second.ok) throw new Error(`what we wrote cannot be read: ${second.error.message}`);
  if (!Buffer.from(serializeMessage(second.value)).equals(written)) throw new Error('it reads differently');
}

/** What is made of a request by pure functions, whoever sent it. */
function understand(request: SipRequest): void {
  validateRequest(request);
  digitOfInfo(request);
  decideRegister({ request, bindings: [], policy: POLICY, nowMs: 0 });
}

/** A stream cut anywhere carries the same messages. */
function readStream(text: string, dice: Dice): void {
  const framing = new StreamFraming();
  for (let at = 0; at < text.length; ) {
    const end = at + 1 + dice.below(dice.happens(0.5) ? 40 : 3_000);
    const frames = framing.push(bytesOf(text.slice(at, end)));
    if (frames === undefined) return;
    for (const frame of frames) if (frame.is === 'message') parseMessage(frame.bytes);
    at = end;
  }
}

function readDescription(text: string): void {
  const body = text.slice(text.indexOf('v=0'));
  const description = parseSdp(body);
  if (description !== undefined) negotiateAudio(description, CAPABILITIES);
}

/** Every value that stands in the text, as each thing that it could be. */
function readValues(text: string): void {
  for (const line of text.split(/[\r\n]+/, 20)) {
    const value = line.slice(line.indexOf(':') + 1).trim();
    const uri = parseSipUri(value) ?? parseSipUri(parseNameAddr(value)?.uri ?? '');
    if (uri !== undefined) {
      isSameUri(uri, uri);
      serializeSipUri(uri);
    }
    const address = parseNameAddr(value);
    if (address !== undefined) serializeNameAddr(address);
    const via = parseVia(value);
    if (via !== undefined) serializeVia(via);
    parseDigestCredentials(value);
    answerChallenge(value, { username: 'a', password: 'b', method: 'REGISTER', uri: 'sip:a', cnonce: 'c' });
  }
}

const keys = new DtmfReceiver();

function readPacket(bytes: Uint8Array): void {
  const packet = parseRtp(bytes);
  if (packet === undefined) return;
  parseTelephoneEvent(packet.payload);
  keys.receive(packet);
  const again = parseRtp(serializeRtp(packet));
  if (again?.payload.length !== packet.payload.length) throw new Error('a packet reads differently');
}

const STUN = [0x00, 0x01, 0x00, 0x00, 0x21, 0x12, 0xa4, 0x42];

function readStun(bytes: Uint8Array): void {
  const request = Uint8Array.of(...STUN, ...bytes);
  request[3] = bytes.length - 12;
  if (isStun(request)) answerStun(request, { address: '192.0.2.9', port: 5_060 });
}

/** One mutated message through everything that reads bytes, and throws for nothing. */
export function fuzzParsers(text: string, dice: Dice, corpus: readonly string[]): void {
  const bytes = bytesOf(text);
  readTwice(bytes);
  readDescription(text);
  readPacket(bytes.subarray(0, dice.below(bytes.length + 1)));
  readStun(bytes.subarray(0, 12 + 4 * (bytes.length % 9)));
  readPacket(Uint8Array.of(0x80 | dice.below(64), ...bytes.subarray(0, 40)));
  if (dice.happens(0.3) || text.length > 8_000) readValues(text);
  if (dice.happens(0.1))
    readStream(`${dice.pick(corpus)}${text}${mutate(dice.pick(corpus), dice, corpus)}`, dice);
}
