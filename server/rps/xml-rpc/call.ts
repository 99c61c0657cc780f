import { err, ok, type Result } from '#server/ports/result.ts';
import type { ProviderDeps } from '../provider.ts';
import { notRefused } from '../refusals.ts';
import { type RpsError, rpsError } from '../rps-error.ts';
import type { BasicCredentials } from './basic-credentials.ts';
import { decodeResponse, type XmlRpcResponse } from './decode-response.ts';
import { encodeCall, type XmlRpcParameter } from './encode-call.ts';
import type { XmlRpcValue } from './value.ts';

/** A service at one address, with one account. */
export type XmlRpcService = {
  readonly address: URL;
  readonly credentials: BasicCredentials;
  readonly deps: Pick<ProviderDeps, 'send' | 'clock'>;
};

export type XmlRpcCall = {
  readonly method: string;
  readonly parameters: readonly XmlRpcParameter[];
  readonly isWrite: boolean;
};

/**
 * Makes one call at a service whose faults have no known meaning: each is a refusal (`bad_response`, with the fault's code), as
 * none of the clients of these services has ever seen one.
 */
export async function callXmlRpc(
  service: XmlRpcService,
  call: XmlRpcCall,
): Promise<Result<XmlRpcValue, RpsError>> {
  const response = await exchangeXmlRpc(service, call);
  if (!response.ok) return response;
  if (response.value.kind === 'fault') return err(rpsError('bad_response', `${response.value.code}`));
  return ok(response.value.value);
}

/** Makes one call. What is no XML-RPC leaves a write in doubt: something stood between us and the service. */
export async function exchangeXmlRpc(
  { address, credentials, deps }: XmlRpcService,
  { method, parameters, isWrite }: XmlRpcCall,
): Promise<Result<XmlRpcResponse, RpsError>> {
  const { username, password } = credentials;
  const sent = await deps.send({
    method: 'POST',
    url: address,
    headers: {
      'content-type': 'text/xml',
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
    },
    body: encodeCall(method, parameters),
    isWrite,
  });
  if (!sent.ok) return sent;
  const answer = notRefused(sent.value, { isWrite, nowMs: deps.clock.nowMs() });
  if (!answer.ok) return answer;
  const { status, text } = answer.value;
  if (status >= 400) return err(rpsError('bad_response', `${status}`));
  const response = decodeResponse(text);
  return response.ok ? response : err(notUnderstood(isWrite));
}

/** An answer that is none of this service's. */
export const notUnderstood = (isWrite: boolean): RpsError =>
  rpsError(isWrite ? 'uncertain_write' : 'bad_response');
