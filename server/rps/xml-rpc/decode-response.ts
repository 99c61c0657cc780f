import { err, ok, type Result } from '#server/ports/result.ts';
import { decodeValue } from './decode-value.ts';
import { readElements, type XmlElement, type XmlProblem } from './read-elements.ts';
import type { XmlRpcValue } from './value.ts';

export type XmlRpcResponse =
  | { readonly kind: 'value'; readonly value: XmlRpcValue }
  /** There is no common list of codes: each service has its own. */
  | { readonly kind: 'fault'; readonly code: number; readonly text: string };

export type XmlRpcProblem = XmlProblem | 'not_xml_rpc';

/** Reads an answer (XML-RPC specification, "Response format"): one value, or a fault. Namespaces on the root are let pass. */
export function decodeResponse(document: string): Result<XmlRpcResponse, XmlRpcProblem> {
  const read = readElements(document);
  if (!read.ok) return read;
  const response = responseOf(read.value);
  return response === undefined ? err('not_xml_rpc') : ok(response);
}

function responseOf(root: XmlElement): XmlRpcResponse | undefined {
  const inside = root.name === 'methodResponse' ? onlyChild(root) : undefined;
  if (inside?.name === 'fault') return faultOf(valueIn(inside));
  const param = inside?.name === 'params' ? onlyChild(inside) : undefined;
  const value = param?.name === 'param' ? valueIn(param) : undefined;
  return value === undefined ? undefined : { kind: 'value', value };
}

function faultOf(value: XmlRpcValue | undefined): XmlRpcResponse | undefined {
  if (!(value instanceof Map)) return undefined;
  // Some write the code as text.
  const code = Number(value.get('faultCode') ?? Number.NaN);
  const text = value.get('faultString');
  return Number.isInteger(code)
    ? { kind: 'fault', code, text: typeof text === 'string' ? text : '' }
    : undefined;
}

function valueIn(element: XmlElement): XmlRpcValue | undefined {
  const child = onlyChild(element);
  return child === undefined ? undefined : decodeValue(child);
}

const onlyChild = ({ children }: XmlElement): XmlElement | undefined =>
  children.length === 1 ? children[0] : undefined;
