import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { auditLog, deskSessions } from '#db/schema/index.ts';
import { expectedCredential } from '#server/hotdesk/credentials.ts';
import { configurationByToken, deskById } from '#server/hotdesk/desk-configuration.ts';
import { deskByLabelToken, listDesks } from '#server/hotdesk/desks.ts';
import { storeBindings } from '#server/hotdesk/sip-directory.ts';
import { listUsers } from '#server/hotdesk/users.ts';
import { bindingOf } from '../../../support/attempts.ts';
import type { Office } from '../../../support/office.ts';

const ALL = { limit: 200 };

/** What people and phones can see of an office, and what its log says. */
export const inspect = {
  async openSessions({ ctx }: Office) {
    const rows = await ctx.db
      .select()
      .from(deskSessions)
      .where(and(eq(deskSessions.tenantId, ctx.tenantId), isNull(deskSessions.endedAt)));
    return rows.map(({ deskId, userId }) => ({ deskId, userId }));
  },

  async desks({ ctx }: Office) {
    const { items } = await listDesks({ ctx, input: ALL });
    return items.map(({ desk, session, occupant }) => ({
      id: desk.id,
      extension: desk.extension,
      displayName: desk.displayName,
      phoneState: desk.phoneState,
      occupant: occupant?.extension ?? null,
      sessionState: session?.state ?? null,
    }));
  },

  async users({ ctx }: Office) {
    const { items } = await listUsers({ ctx, input: ALL });
    return items.map(({ extension, name, hotDesking, deskId, locked }) => ({
      extension,
      name,
      hotDesking,
      deskId,
      locked,
    }));
  },

  expected: ({ ctx }: Office, deskId: string) => expectedCredential(ctx.db, deskId),

  /** Which of these a phone may register with. What it says is over before it is said. */
  async letIn(
    { ctx, clock }: Office,
    who: readonly { deskId: string; authName: string }[],
  ): Promise<Set<string>> {
    const nowMs = clock.nowMs();
    const upserts = who.map(({ deskId, authName }) => ({
      ...bindingOf(deskId, authName, nowMs - 1),
      contact: 'sip:probe@192.0.2.2',
    }));
    return storeBindings(ctx.db, { upserts, removals: [], nowMs });
  },

  async tokens({ ctx }: Office, deskId: string) {
    const desk = await deskById(ctx.db, deskId);
    return { label: desk?.labelToken ?? '', link: desk?.configToken ?? '' };
  },

  page: async ({ ctx }: Office, token: string) => (await deskByLabelToken(ctx, token))?.desk.desk.id,

  async configuration({ ctx }: Office, token: string) {
    const found = await configurationByToken(ctx.db, token);
    return found && { deskId: found.desk.id, account: found.account?.extension ?? null };
  },

  auditAfter: ({ ctx }: Office, id: number) =>
    ctx.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.tenantId, ctx.tenantId), gt(auditLog.id, id)))
      .orderBy(asc(auditLog.id)),
};
