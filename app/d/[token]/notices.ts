/** What the page says about the last thing that was tried here. */
export type DeskNotice =
  | { code: 'wrong_pin' | 'desk_occupied' | 'busy' | 'not_logged_in' | 'failed' | 'logged_out' }
  | { code: 'locked'; minutes: number };

const plainCodes = ['wrong_pin', 'desk_occupied', 'busy', 'not_logged_in', 'failed', 'logged_out'] as const;
const MINUTES_MAX = 60;

const atLeastOne = (minutes: number): number => Math.min(MINUTES_MAX, Math.max(1, Math.ceil(minutes) || 1));

export function toNotice(
  failure: { code: string; retryAfterSeconds?: number | undefined } | undefined,
): DeskNotice {
  if (failure?.code === 'locked')
    return { code: 'locked', minutes: atLeastOne((failure.retryAfterSeconds ?? 60) / 60) };
  return { code: plainCodes.find((code) => code === failure?.code) ?? 'failed' };
}

/** The query of the address that a form is sent back to. */
export function noticeQuery(notice: DeskNotice): string {
  const query = new URLSearchParams({ error: notice.code });
  if (notice.code === 'locked') query.set('minutes', String(notice.minutes));
  return query.toString();
}

export function readNotice(query: Record<string, string | string[] | undefined>): DeskNotice | undefined {
  const { error, minutes } = query;
  if (typeof error !== 'string') return undefined;
  if (error === 'locked') return { code: 'locked', minutes: atLeastOne(Number(minutes)) };
  const code = plainCodes.find((known) => known === error);
  return code && { code };
}
