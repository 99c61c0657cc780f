import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';

/** What is derived from the server's key, so that no secret is stored: RFC 5869 HKDF with a label for each use. */
export interface DerivedSecrets {
  /** The SIP password that belongs to an auth user name. 24 characters. */
  sipSecret(authName: string): string;
  /** The HTTP digest password of a desk's phone for one configuration version. 24 characters. */
  httpSecret(deskId: string, version: number): string;
  /** What the file that follows a desk's configuration version is encrypted with. 36 hex digits. */
  fileSecret(deskId: string, version: number): string;
  /** The password that the phone's own web page and menus get for its administrator. 16 hex digits: some makes take letters and digits only. */
  phoneAdminSecret(deskId: string): string;
  /** HMAC-SHA-256 of a PIN with a key of its own: what argon2id is computed over. */
  pepperPin(pin: string): string;
  /** Seals a secret of somebody else's that must be kept (AES-256-GCM). `nonce`: 12 random bytes, never used before. */
  seal(text: string, nonce: Uint8Array): string;
  /** What was sealed; undefined for what another key sealed, or for what was changed. */
  open(sealed: string): string | undefined;
  /** A key of 32 bytes for another use, e.g. signing cookies or SIP nonces. */
  key(use: string): Uint8Array;
  /** To recognise a start with another key. Tells nothing of it. */
  readonly fingerprint: string;
}

const derive = (serverKey: string, info: string, bytes: number) =>
  Buffer.from(hkdfSync('sha256', serverKey, 'perch', info, bytes));

/** Every REGISTER and every download asks for one, and the phones of a house are the same all day. */
const SECRETS_KEPT = 20_000;

/** What was derived once is known, for as many as a house has. */
function remembering(deriveOne: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const secret = deriveOne(name);
    if (known.size >= SECRETS_KEPT) known.clear();
    // A string of its own: a piece of a message would keep the whole message in memory.
    known.set(Buffer.from(name).toString(), secret);
    return secret;
  };
}

/** @param serverKey `PERCH_SECRET`, at least 32 characters. */
export function createDerivedSecrets(serverKey: string): DerivedSecrets {
  const pinKey = derive(serverKey, 'pin', 32);
  const sealingKey = derive(serverKey, 'seal', 32);
  const secretFor = remembering((info) => derive(serverKey, info, 18).toString('base64url'));
  return {
    sipSecret: (authName) => secretFor(`sip:${authName}`),
    httpSecret: (deskId, version) => secretFor(`http:${deskId}:${version}`),
    fileSecret: (deskId, version) => derive(serverKey, `file:${deskId}:${version}`, 18).toString('hex'),
    phoneAdminSecret: (deskId) => derive(serverKey, `phone-admin:${deskId}`, 8).toString('hex'),
    pepperPin: (pin) => createHmac('sha256', pinKey).update(pin).digest('base64'),
    seal(text, nonce) {
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open: (sealed) => openSealed(sealingKey, Buffer.from(sealed, 'base64url')),
    key: (use) => derive(serverKey, `key:${use}`, 32),
    fingerprint: createHash('sha256')
      .update(derive(serverKey, 'fingerprint', 32))
      .digest('hex'),
  };
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function openSealed(key: Buffer, sealed: Buffer): string | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const text = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
