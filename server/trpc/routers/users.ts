import { createUser } from '#server/hotdesk/create-user.ts';
import { deleteUser, unlockUser } from '#server/hotdesk/delete-user.ts';
import { createUserInput, pageInput, updateUserInput, userKeyInput } from '#server/hotdesk/schemas.ts';
import { updateUser } from '#server/hotdesk/update-user.ts';
import { getUser, listUsers } from '#server/hotdesk/users.ts';
import { adminProcedure, router } from '../init.ts';

export const usersRouter = router({
  list: adminProcedure.input(pageInput).query(({ ctx, input }) => listUsers({ ctx: ctx.hotdesk, input })),
  get: adminProcedure.input(userKeyInput).query(({ ctx, input }) => getUser({ ctx: ctx.hotdesk, input })),
  create: adminProcedure
    .input(createUserInput)
    .mutation(({ ctx, input }) => createUser({ ctx: ctx.hotdesk, input })),
  update: adminProcedure
    .input(updateUserInput)
    .mutation(({ ctx, input }) => updateUser({ ctx: ctx.hotdesk, input })),
  remove: adminProcedure
    .input(userKeyInput)
    .mutation(({ ctx, input }) => deleteUser({ ctx: ctx.hotdesk, input })),
  unlock: adminProcedure.input(userKeyInput).mutation(async ({ ctx, input }) => {
    await unlockUser({ ctx: ctx.hotdesk, input });
    return getUser({ ctx: ctx.hotdesk, input });
  }),
});
