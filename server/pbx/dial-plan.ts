import type { TenantSettings } from '#server/hotdesk/tenant-settings.ts';

/** What a dialled number asks for, before anybody looks whom it belongs to. */
export type DialledNumber =
  | { readonly kind: 'log-in'; readonly extension: string | null }
  | { readonly kind: 'log-out' }
  | { readonly kind: 'extension'; readonly extension: string }
  | { readonly kind: 'not-a-number' };

type DialCodes = Pick<TenantSettings, 'logInCode' | 'logOutCode'>;

const EXTENSION = /^\d{1,10}$/;

/**
 * Reads what was dialled: `*70101` logs 101 in, `*70` asks for the extension, `*71` logs out, digits are an extension.
 *
 * @param dialled the user part of the Request-URI, unescaped
 */
export function readDialledNumber(dialled: string, codes: DialCodes): DialledNumber {
  if (dialled === codes.logOutCode) return { kind: 'log-out' };
  if (dialled === codes.logInCode) return { kind: 'log-in', extension: null };
  if (dialled.startsWith(codes.logInCode)) {
    const extension = dialled.slice(codes.logInCode.length).replace(/#$/, '');
    return EXTENSION.test(extension) ? { kind: 'log-in', extension } : { kind: 'not-a-number' };
  }
  return EXTENSION.test(dialled) ? { kind: 'extension', extension: dialled } : { kind: 'not-a-number' };
}
