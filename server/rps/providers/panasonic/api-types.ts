import type { XmlRpcValue } from '../../xml-rpc/value.ts';

/** What the service says of a call. A code comes as a fault, or as a struct with `faultCode` where an answer would be. */
export type PanasonicAnswer =
  | { readonly kind: 'told'; readonly value: XmlRpcValue }
  | { readonly kind: 'refused'; readonly code: number };

/** What the codes mean, as two clients and the maker's own examples have them. */
export const CODES = {
  done: 0,
  invalidUrl: 100,
  invalidMac: 200,
  /** A MAC that the service does not have; the maker's sentence beside it is `Invalid MAC address`. */
  unknownMac: 201,
  foreign: 202,
  /** `You are not owner of the phone.` */
  notOwner: 203,
} as const;
