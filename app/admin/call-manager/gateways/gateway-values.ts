import { fromLines, orNull, toLines, toWholeNumber } from '../../../_live/lines.ts';
import type { Gateway } from '../../../_live/shapes.ts';

/** What stands in the form of a gateway. */
export type GatewayValues = {
  name: string;
  host: string;
  port: string;
  transport: 'udp' | 'tcp' | 'tls';
  registers: boolean;
  domain: string;
  username: string;
  authName: string;
  /** What there is of a secret cannot be seen: it is kept, put in another's place, or taken away. */
  secretIs: 'kept' | 'new' | 'gone';
  secret: string;
  callerNumber: string;
  /** One a line. */
  sources: string;
  enabled: boolean;
};

export const emptyGateway: GatewayValues = {
  ...{ name: '', host: '', port: '', transport: 'udp', registers: false, domain: '' },
  ...{
    username: '',
    authName: '',
    secretIs: 'new',
    secret: '',
    callerNumber: '',
    sources: '',
    enabled: true,
  },
};

export const toGatewayValues = (gateway: Gateway): GatewayValues => ({
  name: gateway.name,
  host: gateway.host,
  port: gateway.port === null ? '' : String(gateway.port),
  transport: gateway.transport,
  registers: gateway.registers,
  domain: gateway.domain ?? '',
  username: gateway.username ?? '',
  authName: gateway.authName ?? '',
  secretIs: gateway.hasSecret ? 'kept' : 'new',
  secret: '',
  callerNumber: gateway.callerNumber ?? '',
  sources: fromLines(gateway.sources),
  enabled: gateway.enabled,
});

export function toGatewayInput({ secretIs, secret, ...typed }: GatewayValues) {
  return {
    ...typed,
    port: typed.port.trim() === '' ? null : toWholeNumber(typed.port),
    domain: orNull(typed.domain),
    username: orNull(typed.username),
    authName: orNull(typed.authName),
    callerNumber: orNull(typed.callerNumber),
    sources: toLines(typed.sources),
    ...(secretIs === 'kept' ? {} : { secret: secretIs === 'new' && secret !== '' ? secret : null }),
  };
}
