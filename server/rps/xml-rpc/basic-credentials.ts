import { z } from 'zod';

/** HTTP Basic (RFC 7617 2): no control characters, and no colon in the name. */
export const basicCredentials = z.strictObject({
  username: z.string().regex(/^[^\p{Cc}:]{1,200}$/u, 'At most 200 characters, and no colon.'),
  password: z.string().regex(/^\P{Cc}{1,200}$/u, 'At most 200 characters.'),
});

export type BasicCredentials = z.infer<typeof basicCredentials>;
