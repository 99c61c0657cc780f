import type { Random } from '#server/ports/random.ts';
import { randomToken } from '#server/ports/random.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type TenantId = Branded<'TenantId'>;
export type UserId = Branded<'UserId'>;
export type DeskId = Branded<'DeskId'>;
export type DeskSessionId = Branded<'DeskSessionId'>;
export type GatewayId = Branded<'GatewayId'>;
/** The short number of a person or a desk: 2 to 10 digits. */
export type Extension = Branded<'Extension'>;
/** 12 lower-case hex digits, no separators. */
export type MacAddress = Branded<'MacAddress'>;
/** SIP auth user name of a desk session or of a free desk. */
export type AuthName = Branded<'AuthName'>;

/** A new id: 20 characters, 100 random bits. */
export function newId<Id extends string>(random: Random): Id {
  return randomToken(random, 20) as Id;
}

/** Whether a text from outside could be an id of ours. */
export const isId = (text: string): boolean => /^[a-kmnp-z2-9]{20}$/.test(text);

/** A token that must not be guessed: 32 characters, 160 random bits. */
export function newSecretToken(random: Random): string {
  return randomToken(random, 32);
}
