import { z } from 'zod';
import type { Actor, HotdeskContext } from '#server/hotdesk/context.ts';
import { type DeskWithOccupant, deskByLabelToken } from '#server/hotdesk/desks.ts';
import { HotdeskError } from '#server/hotdesk/errors.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import { logInInput } from '#server/hotdesk/schemas.ts';
import { clearedDeskCookie, deskCookie, deskSessionOfCookie } from '#server/web/desk-cookie.ts';
import type { ProcedureContext } from '../context.ts';
import { publicProcedure, router } from '../init.ts';
import { liveEvents } from '../live.ts';

const tokenInput = z.object({
  token: z
    .string()
    .max(100)
    .refine((text) => !text.includes('\0')),
});
const logInAtDeskInput = tokenInput.extend(logInInput.omit({ id: true }).shape);

/** What somebody who has scanned a desk's code may know: who sits there only if it is them. */
export type DeskPage = {
  deskName: string;
  site: string | null;
  floor: string | null;
  extension: string;
  state: 'free' | 'occupied' | 'switched' | 'settled' | 'attention';
  reason: string | null;
  mine: { extension: string; name: string } | null;
};

export const deskPageRouter = router({
  get: publicProcedure
    .input(tokenInput)
    .query(async ({ ctx, input }) => toPage(ctx, await findDesk(ctx, input.token))),

  logIn: publicProcedure.input(logInAtDeskInput).mutation(async ({ ctx, input }) => {
    const found = await findDesk(ctx, input.token);
    const { extension, pin, takeOver } = input;
    const { session } = await logIn({
      ctx: contextOf(ctx, found),
      input: { deskId: found.desk.id, extension, pin, takeOver, via: 'qr' },
    });
    ctx.resHeaders.append('set-cookie', deskCookie(ctx.runtime.hotdesk.secrets, session.id, isSecure(ctx)));
    const { occupant } = await findDesk(ctx, input.token);
    return { deskSessionId: session.id, extension, name: occupant?.name ?? '' };
  }),

  logOut: publicProcedure.input(tokenInput).mutation(async ({ ctx, input }) => {
    const found = await findDesk(ctx, input.token);
    const deskSessionId = deskSessionOfCookie(ctx.runtime.hotdesk.secrets, ctx.headers.get('cookie'));
    if (deskSessionId === undefined)
      throw new HotdeskError('not_logged_in', 'You are not logged in at this desk.');
    await logOut({ ctx: contextOf(ctx, found), input: { deskId: found.desk.id, deskSessionId } });
    ctx.resHeaders.append('set-cookie', clearedDeskCookie(isSecure(ctx)));
  }),

  /** The page's state, now and after every change. */
  changes: publicProcedure.input(tokenInput).subscription(async function* ({
    ctx,
    input,
    signal,
  }): AsyncGenerator<DeskPage> {
    const { desk } = await findDesk(ctx, input.token);
    const isWanted = (event: { type: string }) => 'deskId' in event && event.deskId === desk.id;
    for await (const _ of liveEvents(ctx.runtime, { isWanted, signal })) {
      yield toPage(ctx, await findDesk(ctx, input.token));
    }
  }),
});

async function findDesk(ctx: ProcedureContext, token: string): Promise<DeskWithOccupant> {
  const found = await deskByLabelToken(ctx.runtime.hotdesk, token);
  if (found === undefined) throw new HotdeskError('not_found', 'This code belongs to no desk.');
  return found.desk;
}

function contextOf({ runtime, source }: ProcedureContext, { desk }: DeskWithOccupant): HotdeskContext {
  const actor: Actor = { kind: 'user', userId: null, label: 'Somebody at the desk', door: 'qr', source };
  return { ...runtime.hotdesk, tenantId: desk.tenantId as HotdeskContext['tenantId'], actor };
}

const isSecure = ({ runtime }: ProcedureContext): boolean => runtime.links.peopleUrl.startsWith('https:');

function toPage(ctx: ProcedureContext, { desk, session, occupant }: DeskWithOccupant): DeskPage {
  const own = deskSessionOfCookie(ctx.runtime.hotdesk.secrets, ctx.headers.get('cookie'));
  const isMine = session !== null && session.id === own;
  return {
    deskName: desk.displayName,
    site: desk.site,
    floor: desk.floor,
    extension: desk.extension,
    state: session === null ? 'free' : isMine ? session.state : 'occupied',
    reason: isMine ? desk.phoneReason : null,
    mine: isMine && occupant !== null ? { extension: occupant.extension, name: occupant.name } : null,
  };
}
