import { and, desc, eq, ilike, like, lt, or } from 'drizzle-orm';
import { auditLog } from '#db/schema/index.ts';
import { type HotdeskContext, now } from './context.ts';
import { strangeCursor } from './page.ts';
import type { AuditInput } from './schemas.ts';
import { searchPattern } from './search-pattern.ts';

/** What happened, for the audit log. */
export type AuditEntry = {
  action:
    | 'user.created'
    | 'user.changed'
    | 'user.keys_changed'
    | 'user.removed'
    | 'user.unlocked'
    | 'user.locked'
    | 'desk.created'
    | 'desk.changed'
    | 'desk.keys_changed'
    | 'desk.removed'
    | 'desk.label_renewed'
    | 'desk.link_renewed'
    | 'desk.rearmed'
    | 'desk.other_certificate'
    | 'desk.resync_asked'
    | 'desk.reboot_asked'
    | 'desk.factory_page_shown'
    | 'phone.codes_shown'
    | 'phone.claimed'
    | 'phone.claim_refused'
    | 'phone.given_back'
    | 'edge.changed'
    | 'provisioning.scanned'
    | 'phone_web.changed'
    | 'phone_security.changed'
    | 'template.changed'
    | 'template.removed'
    | 'template.undone'
    | 'firmware.uploaded'
    | 'firmware.removed'
    | 'firmware.rollout_set'
    | 'firmware.rollout_ended'
    | 'firmware.paused'
    | 'firmware.resumed'
    | 'firmware.undone'
    | 'firmware.retried'
    | 'desk.firmware_told'
    | 'desk.firmware_updated'
    | 'desk.firmware_failed'
    | 'desk.phone_attention'
    | 'desk.phone_settled'
    | 'desk_session.started'
    | 'desk_session.settled'
    | 'desk_session.ended'
    | 'log_in.refused'
    | 'tenant.created'
    | 'dial_plan.changed'
    | 'emergency.changed'
    | 'emergency.called'
    | 'emergency.tested'
    | 'emergency.seen'
    | 'gateway.created'
    | 'gateway.changed'
    | 'gateway.removed'
    | 'rps_account.set'
    | 'rps_account.removed'
    | 'rps.sync_asked'
    | 'rps.assigned'
    | 'rps.released'
    | 'rps.drifted'
    | 'rps.reconcile_asked'
    | 'rps.repair_asked'
    | 'rps.kept'
    | 'rps.links_exported'
    | 'rps.refused'
    | 'account.signed_in'
    | 'api_token.created'
    | 'api_token.revoked';
  subject: {
    kind:
      | 'user'
      | 'desk'
      | 'desk_session'
      | 'tenant'
      | 'account'
      | 'api_token'
      | 'gateway'
      | 'template'
      | 'firmware'
      | 'phone'
      | 'rps_account';
    id: string;
    label: string;
  };
  details?: Record<string, string | number | boolean | null>;
};

export type AuditView = {
  id: number;
  at: string;
  actor: { kind: string; id: string | null; label: string };
  door: string;
  action: string;
  subject: { kind: string; id: string; label: string };
  source: string | null;
  details: Record<string, string | number | boolean | null>;
};

/** Writes one entry, in the transaction of the change. Never a PIN, a secret or a token in it. */
export const writeAudit = (ctx: HotdeskContext, entry: AuditEntry): Promise<void> =>
  writeAudits(ctx, [entry]);

export async function writeAudits(ctx: HotdeskContext, entries: readonly AuditEntry[]): Promise<void> {
  const { actor } = ctx;
  await ctx.db.insert(auditLog).values(
    entries.map(({ action, subject, details = {} }) => ({
      ...{ tenantId: ctx.tenantId, at: now(ctx) },
      ...{ actorKind: actor.kind, actorId: actorId(actor), actorLabel: actor.label },
      ...{ door: actor.door, source: actor.source, action },
      ...{ subjectKind: subject.kind, subjectId: subject.id, subjectLabel: subject.label, details },
    })),
  );
}

function actorId(actor: HotdeskContext['actor']): string | null {
  switch (actor.kind) {
    case 'user':
      return actor.userId;
    case 'admin':
      return actor.accountId;
    case 'api':
      return actor.tokenId;
    case 'phone':
      return actor.mac;
    case 'system':
      return actor.job;
  }
}

/** The audit log of the tenant, newest first. */
export async function listAudit({ ctx, input }: { ctx: HotdeskContext; input: AuditInput }) {
  const before = readAuditCursor(input.cursor);
  const rows = await ctx.db
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.tenantId, ctx.tenantId),
        before === undefined ? undefined : lt(auditLog.id, before),
        input.door ? eq(auditLog.door, input.door) : undefined,
        input.action ? like(auditLog.action, `${input.action}%`) : undefined,
        input.search ? matches(input.search) : undefined,
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(input.limit + 1);
  const items = rows.slice(0, input.limit).map(toAuditView);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > input.limit && last !== undefined ? String(last.id) : null };
}

function readAuditCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^\d{1,15}$/.test(cursor)) throw strangeCursor();
  return Number(cursor);
}

function matches(search: string) {
  const pattern = searchPattern(search);
  return or(ilike(auditLog.actorLabel, pattern), ilike(auditLog.subjectLabel, pattern));
}

function toAuditView(row: typeof auditLog.$inferSelect): AuditView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId, label: row.actorLabel },
    door: row.door,
    action: row.action,
    subject: { kind: row.subjectKind, id: row.subjectId, label: row.subjectLabel },
    source: row.source,
    details: row.details,
  };
}
