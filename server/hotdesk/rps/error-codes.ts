/** All that can go wrong with a redirection service, whatever its maker calls it. */
export const RPS_ERROR_CODES = [
  'invalid_mac',
  'invalid_url',
  /** The service wants the serial number (or what its maker prints instead), and the desk has none. */
  'serial_required',
  'serial_mismatch',
  'owned_by_other',
  'already_exists',
  'not_found',
  'auth_failed',
  'forbidden_for_account',
  'rate_limited',
  /** Nothing reached the service, or a question to it was not answered: it may be asked again. */
  'unreachable',
  /** A write was sent and not answered: it may have been done. To be looked up before it is repeated. */
  'uncertain_write',
  'bad_response',
  'unsupported',
] as const;

export type RpsErrorCode = (typeof RPS_ERROR_CODES)[number];

export const isRpsErrorCode = (text: string | null): text is RpsErrorCode =>
  RPS_ERROR_CODES.some((code) => code === text);

/** What is wrong and what to do, in English; screens have it in other languages by the code. */
const SENTENCES: Readonly<Record<RpsErrorCode, string>> = {
  invalid_mac: 'The service does not take this MAC address. Compare it with the label on the phone.',
  invalid_url: 'The service does not take this link. It must begin with an address that it can store.',
  serial_required: "This service wants the phone's serial number. Enter it at the desk.",
  serial_mismatch:
    'The serial number does not belong to this MAC address. Compare both with the label on the phone.',
  owned_by_other: 'This phone belongs to another account at the maker. Ask the seller to release it.',
  already_exists:
    'Your account has another link for this phone, which was not written by Perch. Save again to replace it.',
  not_found: 'The entry is no longer at the service. Save again to write it.',
  auth_failed: 'The service does not accept the credentials of the account. Check them.',
  forbidden_for_account: 'The account may not do this. Ask the maker to allow it.',
  rate_limited: 'The service asks for patience. Perch tries again by itself.',
  unreachable: 'The service does not answer. Perch tries again by itself.',
  uncertain_write: 'The service did not confirm the entry. Perch looks whether it is there and tries again.',
  bad_response: 'The service gave an answer that makes no sense. Perch tries again by itself.',
  unsupported: 'The service cannot do this for this phone.',
};

export const rpsSentence = (code: RpsErrorCode): string => SENTENCES[code];
