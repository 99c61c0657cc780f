/** Every action that the log knows, in the order in which they are offered. */
export const auditActions = [
  'desk_session.started',
  'desk_session.settled',
  'desk_session.ended',
  'log_in.refused',
  'user.created',
  'user.changed',
  'user.removed',
  'user.locked',
  'user.unlocked',
  'desk.created',
  'desk.changed',
  'desk.removed',
  'desk.label_renewed',
  'desk.link_renewed',
  'desk.rearmed',
  'desk.resync_asked',
  'desk.phone_attention',
  'desk.phone_settled',
  'account.signed_in',
  'tenant.created',
  'api_token.created',
  'api_token.revoked',
] as const;

type AuditAction = (typeof auditActions)[number];

const keys = {
  'desk_session.started': 'desk_session_started',
  'desk_session.settled': 'desk_session_settled',
  'desk_session.ended': 'desk_session_ended',
  'log_in.refused': 'log_in_refused',
  'user.created': 'user_created',
  'user.changed': 'user_changed',
  'user.removed': 'user_removed',
  'user.locked': 'user_locked',
  'user.unlocked': 'user_unlocked',
  'desk.created': 'desk_created',
  'desk.changed': 'desk_changed',
  'desk.removed': 'desk_removed',
  'desk.label_renewed': 'desk_label_renewed',
  'desk.link_renewed': 'desk_link_renewed',
  'desk.rearmed': 'desk_rearmed',
  'desk.resync_asked': 'desk_resync_asked',
  'desk.phone_attention': 'desk_phone_attention',
  'desk.phone_settled': 'desk_phone_settled',
  'account.signed_in': 'account_signed_in',
  'tenant.created': 'tenant_created',
  'api_token.created': 'api_token_created',
  'api_token.revoked': 'api_token_revoked',
} as const satisfies Record<AuditAction, string>;

export const auditWord = (action: string) => {
  const known = auditActions.find((name) => name === action);
  return known && keys[known];
};
