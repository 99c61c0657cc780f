import type { DeskId, TenantId, UserId } from '#server/hotdesk/ids.ts';
import type { SipCredential, SipDesk, SipUser } from '#server/hotdesk/sip-directory.ts';
import type { EventPackage } from '#server/sip/event/decide-subscribe.ts';
import { hostOf } from '#server/sip/flow.ts';
import type { DeskCall, DeskCalls } from './desk-calls.ts';
import type { Directory } from './directory.ts';
import { dialogInfo, type ShownDialog } from './event-packages/dialog-info.ts';
import { messageSummary, type WaitingMessages } from './event-packages/message-summary.ts';
import { watchable } from './event-packages/packages.ts';
import { pidf } from './event-packages/pidf.ts';

/** Whose state a number stands for: a change of it concerns everybody who watches it. */
export type Subject = `user ${UserId}` | `desk ${DeskId}`;

/** Where the message lamp gets its counts from. */
export type Mailboxes = { of(userId: UserId): WaitingMessages | undefined };

/** Until there is voicemail. */
export const noMailboxes: Mailboxes = { of: () => undefined };

/** What a subscriber asked to see. */
export type View = {
  readonly package: EventPackage;
  /** Who asks. */
  readonly subscriber: SipCredential;
  readonly tenantId: TenantId;
  readonly number: string;
};

type Deps = { directory: Directory; deskCalls: DeskCalls; mailboxes: Mailboxes; sipHost: string };
type Found = { readonly user: SipUser } | { readonly desk: SipDesk };

/** What may be seen of a number, and how it stands now. */
export class WatchedNumbers {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** 404 for a number that is nobody's in the tenant, 403 for a lamp that is another's. */
  subjectOf(view: View): Subject | 403 | 404 {
    const found = this.#find(view);
    if (found === undefined) return 404;
    if (view.package.name !== watchable.messageSummary.name) return subject(found);
    // The lamp is the desk's, and follows whoever sits there.
    const { deskId } = view.subscriber;
    const isOwn =
      'desk' in found ? found.desk.deskId === deskId : this.#occupantOf(deskId) === found.user.userId;
    return isOwn ? `desk ${deskId}` : 403;
  }

  document(view: View, version: number): string | undefined {
    const found = this.#find(view);
    if (found === undefined) return undefined;
    switch (view.package.name) {
      case watchable.dialog.name:
        return this.#dialogInfo(found, version);
      case watchable.presence.name:
        return this.#presence(found);
      default:
        return this.#messageSummary(view.subscriber.deskId);
    }
  }

  #find({ tenantId, number }: View): Found | undefined {
    const user = this.#deps.directory.userByExtension(tenantId, number);
    if (user !== undefined) return { user };
    const desk = this.#deps.directory.deskByExtension(tenantId, number);
    return desk && { desk };
  }

  #occupantOf(deskId: DeskId): UserId | undefined {
    return this.#deps.directory.desk(deskId)?.occupant?.userId;
  }

  #dialogInfo(found: Found, version: number): string {
    const calls = this.#callsOf(found).filter(isSeen).map(shown);
    const dialogs = calls.length === 0 && 'desk' in found && found.desk.occupant !== null ? [taken] : calls;
    const { extension, name } = 'user' in found ? found.user : named(found.desk);
    return dialogInfo({ version, entity: this.#uriOf(extension), displayName: name, dialogs });
  }

  #presence(found: Found): string {
    const isTaken =
      'user' in found
        ? this.#deps.directory.desksOfUser(found.user.userId).length > 0
        : found.desk.occupant !== null;
    const isOnThePhone = this.#callsOf(found).some(({ state }) => state === 'confirmed');
    const { extension } = 'user' in found ? found.user : found.desk;
    return pidf({
      entity: this.#uriOf(extension),
      isOpen: isTaken || 'desk' in found,
      note: isOnThePhone ? 'On the phone' : isTaken ? 'Logged in' : undefined,
      isOnThePhone,
    });
  }

  #messageSummary(deskId: DeskId): string | undefined {
    const { directory, mailboxes } = this.#deps;
    const desk = directory.desk(deskId);
    if (desk === undefined) return undefined;
    const { occupant } = desk;
    const messages = occupant === null ? undefined : mailboxes.of(occupant.userId);
    return messageSummary({ account: this.#uriOf((occupant ?? desk).extension), messages });
  }

  #callsOf(found: Found): DeskCall[] {
    const { deskCalls } = this.#deps;
    return 'user' in found ? deskCalls.ofUser(found.user.userId) : deskCalls.of(found.desk.deskId);
  }

  #uriOf(number: string): string {
    return `sip:${number}@${hostOf(this.#deps.sipHost)}`;
  }
}

const subject = (found: Found): Subject =>
  'user' in found ? `user ${found.user.userId}` : `desk ${found.desk.deskId}`;

const named = ({ extension, displayName }: SipDesk) => ({ extension, name: displayName });

/** A phone that is asked to ring, and does not yet, is free. */
const isSeen = ({ direction, state }: DeskCall): boolean => direction === 'initiator' || state !== 'trying';

/** Many phones blink for whatever is early, as if somebody were called there: who calls is busy from the first. */
const shown = ({ serial, direction, state }: DeskCall): ShownDialog => ({
  id: `c${serial}`,
  direction,
  state: direction === 'initiator' ? 'confirmed' : state,
});

/** Somebody sits at the desk: its lamp says so as if it were in a call. */
const taken: ShownDialog = { id: 'taken', direction: undefined, state: 'confirmed' };
