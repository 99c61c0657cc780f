/**
 * A value of an answer, by the XML-RPC specification and its two extensions `i8` and `nil`: `base64` is bytes, `dateTime.iso8601`
 * stays text (it has no time zone), a struct is a map.
 */
export type XmlRpcValue =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly XmlRpcValue[]
  | ReadonlyMap<string, XmlRpcValue>;
