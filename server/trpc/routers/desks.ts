import { z } from 'zod';
import { createDesk } from '#server/hotdesk/create-desk.ts';
import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import { toDeskSessionView, toDeskView } from '#server/hotdesk/desk-view.ts';
import { getDesk, listDesks } from '#server/hotdesk/desks.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import { rearmDesk, renewLabel, renewLink, resyncDesk } from '#server/hotdesk/renew-desk.ts';
import {
  createDeskInput,
  deskKeyInput,
  logInInput,
  pageInput,
  updateDeskInput,
} from '#server/hotdesk/schemas.ts';
import { updateDesk } from '#server/hotdesk/update-desk.ts';
import { adminProcedure, router } from '../init.ts';
import { liveEvents } from '../live.ts';

const changeSchema = z.object({ type: z.enum(['desk', 'user', 'phone', 'tenant']), id: z.string() });
type Change = z.infer<typeof changeSchema>;

export const desksRouter = router({
  list: adminProcedure.input(pageInput).query(async ({ ctx, input }) => {
    const page = await listDesks({ ctx: ctx.hotdesk, input });
    return { ...page, items: page.items.map((row) => toDeskView(row, ctx.runtime.links)) };
  }),

  get: adminProcedure
    .input(deskKeyInput)
    .query(async ({ ctx, input }) =>
      toDeskView(await getDesk({ ctx: ctx.hotdesk, input }), ctx.runtime.links),
    ),

  create: adminProcedure
    .input(createDeskInput)
    .mutation(async ({ ctx, input }) =>
      toDeskView(await createDesk({ ctx: ctx.hotdesk, input }), ctx.runtime.links),
    ),

  update: adminProcedure
    .input(updateDeskInput)
    .mutation(async ({ ctx, input }) =>
      toDeskView(await updateDesk({ ctx: ctx.hotdesk, input }), ctx.runtime.links),
    ),

  remove: adminProcedure.input(deskKeyInput).mutation(async ({ ctx, input }) => {
    await deleteDesk({ ctx: ctx.hotdesk, input });
  }),

  logIn: adminProcedure.input(logInInput).mutation(async ({ ctx, input }) => {
    const { id: deskId, ...given } = input;
    await logIn({ ctx: ctx.hotdesk, input: { ...given, deskId, via: 'api' } });
    return toDeskSessionView(await getDesk({ ctx: ctx.hotdesk, input }));
  }),

  logOut: adminProcedure.input(deskKeyInput).mutation(async ({ ctx, input }) => {
    const isProgram = ctx.caller.is === 'program';
    await logOut({
      ctx: ctx.hotdesk,
      input: { deskId: input.id, reason: isProgram ? 'logged_out' : 'admin' },
    });
    return toDeskView(await getDesk({ ctx: ctx.hotdesk, input }), ctx.runtime.links);
  }),

  resync: adminProcedure
    .input(deskKeyInput)
    .mutation(async ({ ctx, input }) =>
      toDeskView(await resyncDesk({ ctx: ctx.hotdesk, input }), ctx.runtime.links),
    ),

  rearm: adminProcedure
    .input(deskKeyInput)
    .mutation(async ({ ctx, input }) =>
      toDeskView(await rearmDesk({ ctx: ctx.hotdesk, input }), ctx.runtime.links),
    ),

  renewLabel: adminProcedure
    .input(deskKeyInput)
    .mutation(async ({ ctx, input }) =>
      toDeskView(await renewLabel({ ctx: ctx.hotdesk, input }), ctx.runtime.links),
    ),

  renewLink: adminProcedure
    .input(deskKeyInput)
    .mutation(async ({ ctx, input }) =>
      toDeskView(await renewLink({ ctx: ctx.hotdesk, input }), ctx.runtime.links),
    ),

  /** What has changed in the tenant: the screens ask again for what they show. */
  changes: adminProcedure.subscription(async function* ({ ctx, signal }): AsyncGenerator<Change> {
    const { tenantId } = ctx.hotdesk;
    const isWanted = (event: { tenantId: string | null }) =>
      event.tenantId === tenantId || event.tenantId === null;
    for await (const events of liveEvents(ctx.runtime, { isWanted, signal })) {
      const changes = new Map<string, Change>();
      for (const event of events) {
        const id =
          event.type === 'desk'
            ? event.deskId
            : event.type === 'user'
              ? event.userId
              : event.type === 'phone'
                ? event.mac
                : event.tenantId;
        changes.set(`${event.type} ${id}`, { type: event.type, id });
      }
      yield* changes.values();
    }
  }),
});
