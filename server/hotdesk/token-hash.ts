import { createHash } from 'node:crypto';

/** What is kept of a token that is random enough to need no salt. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
