import type { RpsErrorCode } from '#server/hotdesk/rps/error-codes.ts';

export type { RpsErrorCode } from '#server/hotdesk/rps/error-codes.ts';

export type RpsError = {
  readonly code: RpsErrorCode;
  /** The maker's own code. Never its text, which may repeat secrets. */
  readonly vendorCode?: string;
  /** The link that stands there instead; with `already_exists` alone. */
  readonly foundUrl?: string;
  /** How long the service wants to be left alone. */
  readonly retryAfterMs?: number;
};

export const rpsError = (code: RpsErrorCode, vendorCode?: string): RpsError =>
  vendorCode === undefined ? { code } : { code, vendorCode };

/** What a service gave as its code, where it looks like one. A sentence is none. */
export function vendorCodeOf(said: string | number | null | undefined): string | undefined {
  return /^[\w.-]{1,64}$/.test(`${said ?? ''}`) ? `${said}` : undefined;
}
