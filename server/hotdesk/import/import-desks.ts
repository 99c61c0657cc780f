import type { HotdeskContext } from '../context.ts';
import { HotdeskError, isHotdeskError } from '../errors.ts';
import type { ImportedDesk } from './check-import.ts';
import { createDesks } from './create-desks.ts';
import { DESKS_AT_ONCE } from './schemas.ts';

/**
 * Makes the desks of a table that has been looked through, some at a time. Who is interrupted sends the same table again:
 * what is there stays as it is.
 *
 * @throws HotdeskError as `createDesk`, where somebody was quicker; it says how many have been made before
 */
export async function importDesks(ctx: HotdeskContext, lines: readonly ImportedDesk[]): Promise<void> {
  for (let made = 0; made < lines.length; made += DESKS_AT_ONCE) {
    const some = lines.slice(made, made + DESKS_AT_ONCE);
    const input = { desks: some.map(({ desk }) => desk) };
    await createDesks({ ctx, input }).catch((error: unknown) => stop(error, { made, some }));
  }
}

function stop(error: unknown, { made, some }: { made: number; some: readonly ImportedDesk[] }): never {
  if (!isHotdeskError(error)) throw error;
  const fields = Object.entries(error.fields ?? {}).map(([path, message]) => {
    const [, place = '', field = path] = /^desks\.(\d+)\.(.+)$/.exec(path) ?? [];
    return [`lines.${some[Number(place)]?.line}.${field}`, message];
  });
  const message = `${error.message} ${made} desks have been made before; send the table again for the others.`;
  throw new HotdeskError(error.code, message, { fields: Object.fromEntries(fields) });
}
