import { createDesk } from '#server/hotdesk/create-desk.ts';
import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import { toDeskSessionView, toDeskView } from '#server/hotdesk/desk-view.ts';
import { getDesk, listDesks } from '#server/hotdesk/desks.ts';
import type { HotdeskEvent } from '#server/hotdesk/events.ts';
import { showFactoryPage } from '#server/hotdesk/factory-page.ts';
import { checkImport } from '#server/hotdesk/import/check-import.ts';
import { createDesks } from '#server/hotdesk/import/create-desks.ts';
import { importExample } from '#server/hotdesk/import/example.ts';
import { importDesks } from '#server/hotdesk/import/import-desks.ts';
import {
  checkImportInput,
  createDesksInput,
  DESKS_AT_ONCE,
  importDesksInput,
  TABLE_LENGTH_MAX,
} from '#server/hotdesk/import/schemas.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import { rearmDesk, rebootDesk, renewLabel, renewLink, resyncDesk } from '#server/hotdesk/renew-desk.ts';
import {
  createDeskInput,
  deskKeyInput,
  logInInput,
  pageInput,
  updateDeskInput,
} from '#server/hotdesk/schemas.ts';
import { updateDesk } from '#server/hotdesk/update-desk.ts';
import { addressWays } from '#server/provisioning/address-ways.ts';
import { makeFacts as knowMakes } from '#server/provisioning/make-facts.ts';
import { adminProcedure, router } from '../init.ts';
import { firstProblems, wrongLines } from '../line-problems.ts';
import { liveEvents } from '../live.ts';
import { readUpload } from '../read-upload.ts';

type Change = { type: HotdeskEvent['type']; id: string | null };

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

  /** How its phone may be told where its configuration is, by hand or by DHCP. */
  addressWays: adminProcedure
    .input(deskKeyInput)
    .query(async ({ ctx, input }) =>
      addressWays((await getDesk({ ctx: ctx.hotdesk, input })).desk, ctx.runtime.links),
    ),

  create: adminProcedure
    .input(createDeskInput)
    .mutation(async ({ ctx, input }) =>
      toDeskView(await createDesk({ ctx: ctx.hotdesk, input }), ctx.runtime.links),
    ),

  /** Looks a table through: what would be made, and what is wrong with it. */
  checkImport: adminProcedure.input(checkImportInput).mutation(async ({ ctx, input }) => {
    const { refusals, desks, ...found } = await checkImport({ ctx: ctx.hotdesk, input });
    return {
      ...found,
      desks: desks.map(({ line, desk }) => ({ line, desk })),
      /** So many are made by one request. */
      atOnce: DESKS_AT_ONCE,
      wrongLines: refusals.length,
      problems: firstProblems(refusals),
    };
  }),

  importExample: adminProcedure.query(() => importExample()),

  createSome: adminProcedure
    .input(createDesksInput)
    .mutation(({ ctx, input }) => createDesks({ ctx: ctx.hotdesk, input })),

  /** Takes the table that came with the request. */
  import: adminProcedure.input(importDesksInput).mutation(async ({ ctx, input: { dryRun, ...defaults } }) => {
    const table = await readUpload(ctx.upload, TABLE_LENGTH_MAX);
    const input = { table, ...defaults };
    const { desks, existing, ignored, refusals } = await checkImport({ ctx: ctx.hotdesk, input });
    if (refusals.length > 0) throw wrongLines(refusals);
    if (!dryRun) await importDesks(ctx.hotdesk, desks);
    return { created: desks.length, existing, ignored: [...ignored], dryRun };
  }),

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

  reboot: adminProcedure
    .input(deskKeyInput)
    .mutation(async ({ ctx, input }) =>
      toDeskView(await rebootDesk({ ctx: ctx.hotdesk, input, knowMakes }), ctx.runtime.links),
    ),

  /** Shows a secret, which is noted: a mutation. */
  factoryPage: adminProcedure
    .input(deskKeyInput)
    .mutation(({ ctx, input }) => showFactoryPage({ ctx: ctx.hotdesk, input, knowMakes })),

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
        const change = { type: event.type, id: changedId(event) };
        changes.set(`${change.type} ${change.id}`, change);
      }
      yield* changes.values();
    }
  }),
});

/** What an event is about. The MAC of a phone that is nobody's is no tenant's to know by this. */
function changedId(event: HotdeskEvent): string | null {
  switch (event.type) {
    case 'desk':
      return event.deskId;
    case 'user':
      return event.userId;
    case 'phone':
      return event.tenantId === null ? null : event.mac;
    case 'rps':
      return event.mac;
    case 'tenant':
      return event.tenantId;
    case 'gateway':
      return event.gatewayId;
    case 'emergency':
      return String(event.emergencyCallId);
  }
}
