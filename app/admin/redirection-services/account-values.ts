import type { RpsAccount, RpsService } from '../../_live/shapes.ts';

/** What stands in the form of an account: the service's own fields, empty where they are kept as they are. */
export type AccountValues = {
  fields: Record<string, string>;
  /** The fields that are to be set no more. */
  gone: string[];
  callsPerMinute: string;
  /** Only to look, and to write nothing. */
  dryRun: boolean;
};

export function toAccountValues({ fields }: RpsService, account: RpsAccount | undefined): AccountValues {
  return {
    fields: Object.fromEntries(fields.map(({ name }) => [name, ''])),
    gone: [],
    callsPerMinute: `${account?.callsPerMinute ?? ''}`,
    dryRun: account?.dryRun ?? false,
  };
}

/** What is named is changed; what is null is taken away. */
export function toAccountInput({ fields, gone, callsPerMinute, dryRun }: AccountValues): {
  callsPerMinute: number;
  dryRun: boolean;
  [field: string]: unknown;
} {
  const typed = Object.entries(fields).filter(([, value]) => value.trim() !== '');
  return {
    ...Object.fromEntries(typed),
    ...Object.fromEntries(gone.map((name) => [name, null])),
    callsPerMinute: Number(callsPerMinute),
    dryRun,
  };
}
