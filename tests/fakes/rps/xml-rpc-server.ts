import { readXml } from '../../support/xml.ts';
import { type Asked, type LinkOf, type StandIn, startStandIn, type Told } from './stand-in.ts';

export type Parameter = string | readonly string[] | null;
/** The content of the `<param>` that answers. */
export type Param = string;
export type Fault = { readonly code: number; readonly text: string };
export type Call = { readonly method: string; readonly parameters: readonly Parameter[] };

type Args = {
  /** Exactly, with or without a slash at the end. */
  path: string;
  contentTypes: readonly string[];
  username: string;
  /** As it must arrive. */
  password: string;
  /** What answers, or undefined for a method that there is not. */
  answer(call: Call): Param | Fault | undefined;
  /** Where a phone is sent that asks; its MAC in lower case. */
  linkOf: LinkOf;
};

export type XmlRpcStandIn = StandIn & {
  /** What a request was refused for, besides its credentials: empty after a client that keeps to the manual. */
  readonly complaints: string[];
};

/** What the services of this kind have in common: HTTPS, Basic, one path, and calls of which every parameter has a type. */
export async function startXmlRpcServer(args: Args): Promise<XmlRpcStandIn> {
  const complaints: string[] = [];
  const complain = (why: string) => complaints.push(why);
  const service = await startStandIn((asked) => answerTo(asked, args, complain), args.linkOf);
  return Object.assign(service, { complaints });
}

type Complain = (why: string) => void;

function answerTo(asked: Asked, args: Args, complain: Complain): Told {
  const refuse = (status: number, why: string): Told => {
    complain(why);
    return { status };
  };
  const [contentType = ''] = (asked.headers['content-type'] ?? '').split(';');
  if (asked.path !== args.path) return refuse(404, `path ${asked.path}`);
  if (asked.method !== 'POST') return refuse(405, `method ${asked.method}`);
  const expected = `Basic ${Buffer.from(`${args.username}:${args.password}`, 'utf8').toString('base64')}`;
  if (asked.headers['authorization'] !== expected)
    return { status: 401, headers: { 'www-authenticate': 'Basic realm="RPS"' } };
  if (!args.contentTypes.includes(contentType)) return refuse(415, `content type ${contentType}`);
  const call = readCall(asked.body);
  if (call === undefined) return refuse(400, `call ${asked.body}`);
  const said = args.answer(call);
  if (said === undefined) complain(`method ${call.method}`);
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: bodyOf(said ?? NO_SUCH_METHOD) };
}

const bodyOf = (said: Param | Fault): string =>
  documentOf(
    typeof said === 'string'
      ? `<params><param>${said}</param></params>`
      : `<fault>${struct({ faultCode: whole(said.code), faultString: typed(said.text) })}</fault>`,
  );

// The namespace is in the answers of Yealink's family, and harmless in others.
const documentOf = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><methodResponse xmlns:ex="http://ws.apache.org/xmlrpc/namespaces/extensions">${content}</methodResponse>`;

/** Assumption: no client has told of it. */
const NO_SUCH_METHOD: Fault = { code: -32601, text: 'requested method not found' };

type Read = ReturnType<typeof readXml>;

/** Method and parameters, of a call that is well-formed and says nothing else. */
export function readCall(body: string): Call | undefined {
  try {
    const root = readXml(body);
    const [method, params, ...more] = root.children;
    if (root.name !== 'methodCall' || method?.name !== 'methodName' || more.length > 0) return undefined;
    const parameters = (params?.children ?? []).map(({ children: [value] }) => parameterOf(value));
    return parameters.includes(undefined)
      ? undefined
      : { method: method.text, parameters: parameters as Parameter[] };
  } catch {
    return undefined;
  }
}

function parameterOf(value: Read | undefined): Parameter | undefined {
  const [typed, ...more] = value?.name === 'value' ? value.children : [];
  if (typed === undefined || more.length > 0) return undefined;
  if (typed.name === 'string') return typed.text;
  if (typed.name === 'nil') return null;
  const items = typed.name === 'array' ? typed.children[0]?.children.map(parameterOf) : undefined;
  return items?.every((one) => typeof one === 'string') ? (items as string[]) : undefined;
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

export const untyped = (text: string): string => `<value>${escaped(text)}</value>`;
export const typed = (text: string): string => `<value><string>${escaped(text)}</string></value>`;
export const truth = (value: boolean): string => `<value><boolean>${value ? 1 : 0}</boolean></value>`;
export const list = (...values: string[]): string =>
  `<value><array><data>${values.join('')}</data></array></value>`;
export const whole = (value: number): string => `<value><int>${value}</int></value>`;
export const struct = (members: Readonly<Record<string, string>>): string =>
  `<value><struct>${Object.entries(members)
    .map(([name, value]) => `<member><name>${name}</name>${value}</member>`)
    .join('')}</struct></value>`;
