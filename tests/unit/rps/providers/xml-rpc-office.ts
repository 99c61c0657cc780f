import { expect } from 'vitest';
import type { ProviderKind } from '#server/rps/provider.ts';
import type { StandIn } from '../../../fakes/rps/stand-in.ts';
import { readCall } from '../../../fakes/rps/xml-rpc-server.ts';
import { providerOf } from './provider-of.ts';

type XmlRpcStandIn = StandIn & { readonly complaints: readonly unknown[] };

type Args<Credentials, Service> = {
  readonly credentials: Credentials;
  readonly service: Service;
  readonly timeoutMs: number;
  /** What the names of its methods begin with. */
  readonly prefix: string;
};

/** A real provider at a stand-in that is called by XML-RPC, which at the end must have had nothing to complain of. */
export function xmlRpcOffice<Credentials, Service extends XmlRpcStandIn>(
  kind: ProviderKind<Credentials>,
  { credentials, service, timeoutMs, prefix }: Args<Credentials, Service>,
) {
  const used = providerOf(kind, { credentials, service, timeoutMs });
  const asked = () => service.asked.map(({ body }) => readCall(body));
  return {
    ...{ service, provider: used.provider },
    /** The methods that were called, without their prefix. */
    methods: () => asked().map((call) => call?.method.replace(prefix, '')),
    /** The same, each with what it was given. */
    calls: () => asked().map((call) => [call?.method.replace(prefix, ''), ...(call?.parameters ?? [])]),
    [Symbol.asyncDispose]: async () => {
      used[Symbol.dispose]();
      await service[Symbol.asyncDispose]();
      expect(service.complaints).toEqual([]);
    },
  };
}
