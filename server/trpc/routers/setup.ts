import { z } from 'zod';
import { isSetupToken, setUp } from '#server/hotdesk/installation.ts';
import { setUpInput } from '#server/hotdesk/schemas.ts';
import { publicProcedure, router } from '../init.ts';

export const setupRouter = router({
  check: publicProcedure
    .input(z.object({ token: z.string().max(100) }))
    .query(async ({ ctx, input }) => ({ valid: await isSetupToken(ctx.runtime.hotdesk, input.token) })),

  finish: publicProcedure.input(setUpInput).mutation(async ({ ctx, input }) => {
    await setUp(ctx.runtime.hotdesk, input);
    return { email: input.email };
  }),
});
