import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import type { StandIn } from '../fakes/rps/stand-in.ts';

/** What a phone that knows nothing but its MAC is told by its maker's service: where to go, if anywhere. */
export async function askService({ url, ca }: StandIn, mac: string): Promise<string | undefined> {
  const request = get(`${url}/phone/${mac}`, { ca, agent: false });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.resume();
  return response.headers.location;
}
