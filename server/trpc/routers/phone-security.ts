import { getPhoneSecurity, setPhoneSecurity } from '#server/hotdesk/phone-security-settings.ts';
import { phoneSecurityInput } from '#server/hotdesk/schemas.ts';
import { vendors } from '#server/provisioning/vendors/index.ts';
import type { WebRuntime } from '#server/web/runtime.ts';
import { adminProcedure, router } from '../init.ts';

const encryptable = vendors.filter(({ readsEncrypted }) => readsEncrypted === true).map(({ id }) => id);

const factsOf = ({ asksForCertificates }: WebRuntime) => ({ encryptable, asksForCertificates });

export const phoneSecurityRouter = router({
  get: adminProcedure.query(({ ctx }) => getPhoneSecurity({ ctx: ctx.hotdesk, facts: factsOf(ctx.runtime) })),
  set: adminProcedure
    .input(phoneSecurityInput)
    .mutation(({ ctx, input }) => setPhoneSecurity({ ctx: ctx.hotdesk, input, facts: factsOf(ctx.runtime) })),
});
