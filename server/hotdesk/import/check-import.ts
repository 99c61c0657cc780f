import { and, eq, inArray, isNull, ne, or } from 'drizzle-orm';
import type { ZodError } from 'zod';
import { desks, extensions, phones } from '#db/schema/index.ts';
import { whyNotFree } from '../adopt-phone.ts';
import { readSettings } from '../change-settings.ts';
import type { HotdeskContext } from '../context.ts';
import { duplicateMac, whyUnknownVendor } from '../create-desk.ts';
import { HotdeskError } from '../errors.ts';
import { extensionInUse, hiddenExtension } from '../extensions.ts';
import { whyHidden } from '../number-clashes.ts';
import { parseMac } from '../parse-mac.ts';
import { type CreateDeskInput, createDeskInput } from '../schemas.ts';
import { knownVendors, vendorOfMac } from '../vendors.ts';
import { readTable, type TableLine } from './read-table.ts';
import type { CheckImportInput } from './schemas.ts';

export type ImportedDesk = TableLine & { desk: CreateDeskInput };
export type LineRefusal = TableLine & { error: ZodError | HotdeskError };

export type ImportCheck = {
  /** What is to be made. */
  desks: readonly ImportedDesk[];
  /** So many lines tell of a desk that is there, with that phone and extension. They change nothing of it. */
  existing: number;
  /** Columns that mean nothing here. */
  ignored: readonly string[];
  refusals: readonly LineRefusal[];
};

/**
 * Looks a table of desks through, and changes nothing.
 *
 * @throws HotdeskError `invalid` where it is no table of desks; what is wrong with a line is answered
 */
export async function checkImport({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: CheckImportInput;
}): Promise<ImportCheck> {
  const { lines, ignored } = readTable(input.table);
  const read = lines.map((line) => readLine(line, input));
  const formed = read.filter((one) => 'desk' in one);
  const known = await whatIsThere(
    ctx,
    formed.map(({ desk }) => desk),
  );
  const refusals: LineRefusal[] = read.filter((one) => 'error' in one);
  const twice = createTwiceFinder();
  const made: ImportedDesk[] = [];
  let existing = 0;
  for (const one of formed) {
    const error = twice(one) ?? known.refusal(one.desk);
    if (error !== undefined) refusals.push({ line: one.line, values: one.values, error });
    else if (known.isThere(one.desk)) existing += 1;
    else made.push(one);
  }
  return { desks: made, existing, ignored, refusals: refusals.sort((a, b) => a.line - b.line) };
}

type Defaults = Pick<CheckImportInput, 'provisioning' | 'network'>;

function readLine(
  { line, values }: TableLine,
  { provisioning, network }: Defaults,
): ImportedDesk | LineRefusal {
  const mac = parseMac(values.mac ?? '');
  // Of a MAC address that is none nobody could tell the maker: one problem is enough.
  const ofMac = mac === undefined ? knownVendors[0] : vendorOfMac(mac);
  const parsed = createDeskInput.safeParse({
    ...{ displayName: '', extension: '', mac: '' },
    ...values,
    vendor: values.vendor ?? ofMac ?? '',
    provisioning: values.provisioning?.toLowerCase() ?? provisioning,
    network: values.network?.toLowerCase() ?? network,
  });
  if (!parsed.success) return { line, values, error: parsed.error };
  const error = whyUnknownVendor(parsed.data.vendor);
  return { line, values, ...(error === undefined ? { desk: parsed.data } : { error }) };
}

/** Of two lines with one phone or one extension the second is wrong. */
function createTwiceFinder(): (one: ImportedDesk) => HotdeskError | undefined {
  const lines = { mac: new Map<string, number>(), extension: new Map<string, number>() };
  return ({ line, desk }) => {
    const field = (['mac', 'extension'] as const).find((name) => lines[name].has(desk[name]));
    if (field === undefined) {
      lines.mac.set(desk.mac, line);
      lines.extension.set(desk.extension, line);
      return undefined;
    }
    const first = String(lines[field].get(desk[field]));
    const message = `Line ${first} has ${desk[field]}, too.`;
    const reasons = { [field]: { code: 'twice_in_table', about: first } as const };
    return new HotdeskError('duplicate', message, { fields: { [field]: message }, reasons });
  };
}

/** What of the table is somebody's already. */
async function whatIsThere(ctx: HotdeskContext, wanted: readonly CreateDeskInput[]) {
  const settings = await readSettings(ctx);
  const extensionOfMac = new Map<string, string | null>();
  const takenExtensions = new Set<string>();
  const refusedPhones = new Map<string, HotdeskError>();
  for (let first = 0; first < wanted.length; first += ASKED_AT_ONCE) {
    const some = wanted.slice(first, first + ASKED_AT_ONCE);
    for (const { mac, tenantId, extension } of await desksWith(ctx, some))
      extensionOfMac.set(mac, tenantId === ctx.tenantId ? extension : null);
    for (const { extension } of await takenAmong(ctx, some)) takenExtensions.add(extension);
    for (const phone of await othersPhones(ctx, some)) {
      const refusal = await whyNotFree(ctx, phone);
      if (refusal !== undefined) refusedPhones.set(phone.mac, refusal);
    }
  }
  const isThere = ({ mac, extension }: CreateDeskInput) => extensionOfMac.get(mac) === extension;
  const refusal = (desk: CreateDeskInput): HotdeskError | undefined => {
    const { mac, extension } = desk;
    if (isThere(desk)) return undefined;
    if (extensionOfMac.has(mac)) return duplicateMac(mac);
    const hidden = whyHidden(extension, settings);
    if (hidden !== undefined) return hiddenExtension(hidden);
    return takenExtensions.has(extension) ? extensionInUse(extension) : refusedPhones.get(mac);
  };
  return { isThere, refusal };
}

const ASKED_AT_ONCE = 1_000;

const macsOf = (some: readonly CreateDeskInput[]) => some.map(({ mac }) => mac);

const desksWith = ({ db }: HotdeskContext, some: readonly CreateDeskInput[]) =>
  db
    .select({ mac: desks.mac, tenantId: desks.tenantId, extension: desks.extension })
    .from(desks)
    .where(and(inArray(desks.mac, macsOf(some)), isNull(desks.releasedAt)));

const takenAmong = ({ db, tenantId }: HotdeskContext, some: readonly CreateDeskInput[]) =>
  db
    .select({ extension: extensions.extension })
    .from(extensions)
    .where(
      and(
        eq(extensions.tenantId, tenantId),
        inArray(
          extensions.extension,
          some.map(({ extension }) => extension),
        ),
      ),
    );

const othersPhones = ({ db, tenantId }: HotdeskContext, some: readonly CreateDeskInput[]) =>
  db
    .select()
    .from(phones)
    .where(
      and(inArray(phones.mac, macsOf(some)), or(isNull(phones.tenantId), ne(phones.tenantId, tenantId))),
    );
