import { createHttps } from '#server/rps/https.ts';
import type { ProviderKind, RpsProvider } from '#server/rps/provider.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import type { StandIn } from '../../../fakes/rps/stand-in.ts';
import { seededRandom } from '../../../fakes/seeded-random.ts';

export type Used = Disposable & { readonly provider: RpsProvider };

type Args<Credentials> = {
  readonly credentials: Credentials;
  readonly service: Pick<StandIn, 'url' | 'ca'>;
  readonly timeoutMs?: number;
};

/** A real provider on the real HTTPS client, at a stand-in. */
export function providerOf<Credentials>(
  kind: ProviderKind<Credentials>,
  { credentials, service, timeoutMs = 20_000 }: Args<Credentials>,
): Used {
  const https = createHttps({ timeoutMs, ca: service.ca });
  const deps = { endpoint: service.url, send: https.send, clock: new FakeClock(), random: seededRandom(1) };
  return {
    provider: kind.create(kind.credentials.parse(credentials), deps),
    [Symbol.dispose]: () => https.close(),
  };
}
