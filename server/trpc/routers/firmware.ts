import { HotdeskError } from '#server/hotdesk/errors.ts';
import { addFirmware, removeFirmware } from '#server/hotdesk/firmware/files.ts';
import { firmwareOverview } from '#server/hotdesk/firmware/overview.ts';
import {
  pauseFirmware,
  resumeFirmware,
  retryFirmware,
  rollOutFirmware,
  undoFirmware,
} from '#server/hotdesk/firmware/roll-outs.ts';
import {
  addFirmwareInput,
  firmwareKeyInput,
  rollOutFirmwareInput,
} from '#server/hotdesk/firmware/schemas.ts';
import { firmwareWays as knowFirmware } from '#server/provisioning/firmware-ways.ts';
import { vendors } from '#server/provisioning/vendors/index.ts';
import { adminProcedure, router } from '../init.ts';

export const firmwareRouter = router({
  overview: adminProcedure.query(({ ctx }) =>
    firmwareOverview({
      ctx: ctx.hotdesk,
      knowFirmware,
      maxBytes: ctx.runtime.firmware.maxBytes,
    }),
  ),
  /** Takes the bytes that came with the request: only where there is a way for some. */
  add: adminProcedure.input(addFirmwareInput).mutation(({ ctx, input }) => {
    const { upload, runtime } = ctx;
    if (upload === undefined) throw new HotdeskError('invalid', 'The file itself is missing.');
    return addFirmware({ ctx: ctx.hotdesk, input, upload, store: runtime.firmware, knowFirmware });
  }),
  remove: adminProcedure
    .input(firmwareKeyInput)
    .mutation(({ ctx, input }) => removeFirmware({ ctx: ctx.hotdesk, input, store: ctx.runtime.firmware })),
  set: adminProcedure
    .input(rollOutFirmwareInput)
    .mutation(({ ctx, input }) => rollOutFirmware({ ctx: ctx.hotdesk, input })),
  pause: adminProcedure
    .input(firmwareKeyInput)
    .mutation(({ ctx, input }) => pauseFirmware({ ctx: ctx.hotdesk, input })),
  resume: adminProcedure
    .input(firmwareKeyInput)
    .mutation(({ ctx, input }) => resumeFirmware({ ctx: ctx.hotdesk, input })),
  undo: adminProcedure
    .input(firmwareKeyInput)
    .mutation(({ ctx, input }) => undoFirmware({ ctx: ctx.hotdesk, input })),
  retry: adminProcedure
    .input(firmwareKeyInput)
    .mutation(({ ctx, input }) => retryFirmware({ ctx: ctx.hotdesk, input })),
  /** The makes whose phones get firmware from here, and how theirs is named; those whose phones do not. */
  makes: adminProcedure.query(() =>
    vendors.map(({ id, firmware }) => ({ id, fileNameExample: firmware?.fileNameExample ?? null })),
  ),
});
