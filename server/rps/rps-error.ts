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

export type RpsError = {
  readonly code: RpsErrorCode;
  /** The maker's own code. Never its text, which may repeat secrets. */
  readonly vendorCode?: string;
  /** How long the service wants to be left alone. */
  readonly retryAfterMs?: number;
};

export const rpsError = (code: RpsErrorCode, vendorCode?: string): RpsError =>
  vendorCode === undefined ? { code } : { code, vendorCode };

/** What a service gave as its code, where it looks like one. A sentence is none. */
export function vendorCodeOf(said: string | number | null | undefined): string | undefined {
  return /^[\w.-]{1,64}$/.test(`${said ?? ''}`) ? `${said}` : undefined;
}
