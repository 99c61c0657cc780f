import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import { deleteUser, unlockUser } from '#server/hotdesk/delete-user.ts';
import { deskById } from '#server/hotdesk/desk-configuration.ts';
import { isHotdeskError } from '#server/hotdesk/errors.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import { rearmDesk, renewLabel, renewLink, resyncDesk } from '#server/hotdesk/renew-desk.ts';
import type { UpdateDeskInput, UpdateUserInput } from '#server/hotdesk/schemas.ts';
import { needAttention, noteDownload, noteRegistration } from '#server/hotdesk/settle.ts';
import { updateDesk } from '#server/hotdesk/update-desk.ts';
import { updateUser } from '#server/hotdesk/update-user.ts';
import { register } from '../../../support/attempts.ts';
import type { Office } from '../../../support/office.ts';
import type { DeskPatch, Step } from './steps.ts';

/** What a refusal tells whoever tried. */
export type Refusal = {
  code: string;
  message: string;
  fields: unknown;
  retryAfterSeconds: number | undefined;
};

/** Does in a real office, on a real database, what a step says. */
export class RealOffice {
  readonly office: Office;
  readonly deskIds: string[] = [];
  #phones = 0;

  constructor(office: Office) {
    this.office = office;
  }

  deskIdOf(place: number): string {
    const id = this.deskIds[place % this.deskIds.length];
    if (id === undefined) throw new Error('an office has a desk');
    return id;
  }

  /** `done`, or how it was refused. */
  async play(step: Step): Promise<'done' | Refusal> {
    try {
      await this.#do(step);
      return 'done';
    } catch (error) {
      if (!isHotdeskError(error)) throw error;
      const { code, message, fields, retryAfterSeconds } = error;
      return { code, message, fields, retryAfterSeconds };
    }
  }

  async #do(step: Step): Promise<unknown> {
    const { office } = this;
    const { ctx } = office;
    switch (step.does) {
      case 'logIn': {
        const { extension, pin, takeOver } = step;
        const deskId = this.deskIdOf(step.desk);
        return logIn({ ctx, input: { deskId, extension, pin, takeOver, via: 'qr' } });
      }
      case 'logOut':
        return logOut({ ctx, input: { deskId: this.deskIdOf(step.desk) } });
      case 'createUser':
        return office.user(step.extension, step);
      case 'deleteUser':
        return deleteUser({ ctx, input: step });
      case 'unlock':
        return unlockUser({ ctx, input: step });
      case 'updateUser':
        return updateUser({
          ctx,
          input: { extension: step.extension, patch: step.patch } as UpdateUserInput,
        });
      case 'createDesk':
        return this.deskIds.push((await office.desk(step.extension)).id);
      case 'wait':
        return office.clock.advance(step.ms);
      default:
        return this.#atDesk(step, this.deskIdOf(step.desk));
    }
  }

  #atDesk(step: Extract<Step, { desk: number }>, id: string): Promise<unknown> {
    const args = { ctx: this.office.ctx, input: { id } };
    switch (step.does) {
      case 'deleteDesk':
        return deleteDesk(args);
      case 'updateDesk':
        return updateDesk({ ctx: args.ctx, input: { id, patch: this.#patchOf(step.patch) } });
      case 'renewLabel':
        return renewLabel(args);
      case 'renewLink':
        return renewLink(args);
      case 'rearm':
        return rearmDesk(args);
      case 'resync':
        return resyncDesk(args);
      default:
        return this.#phone(step.does, id);
    }
  }

  /** What the phone of a desk does, or does not. */
  async #phone(does: string, deskId: string): Promise<void> {
    const { ctx } = this.office;
    const desk = await deskById(ctx.db, deskId);
    if (desk === undefined || desk.releasedAt !== null) return;
    const { configVersion } = desk;
    if (does === 'download') await noteDownload(ctx, { deskId, version: configVersion, httpVersion: 0 });
    if (does === 'needAttention')
      await needAttention(ctx, { deskId, configVersion, reason: 'not_reachable' });
    if (does !== 'register') return;
    const { authName } = await register(this.office, deskId);
    await noteRegistration(ctx, authName);
  }

  #patchOf({ isAnotherPhone, ...patch }: DeskPatch): UpdateDeskInput['patch'] {
    if (isAnotherPhone !== true) return patch as UpdateDeskInput['patch'];
    this.#phones += 1;
    const [first] = this.deskIds;
    // Of another maker's range, and of this office alone.
    const mac = `${this.#phones.toString(16).padStart(2, '0')}${Buffer.from(first ?? '').toString('hex')}`;
    return { ...patch, mac: `80${mac.slice(0, 10)}` } as UpdateDeskInput['patch'];
  }
}
