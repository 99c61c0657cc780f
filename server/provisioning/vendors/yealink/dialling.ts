import type { DeskPhone } from '../../phone-config.ts';
import { range } from '../text.ts';
import { TRANSPORT } from './accounts.ts';
import type { Setting } from './setting.ts';

/** Numbers beyond these are dialled like any other. */
const EMERGENCY_NUMBERS = 10;

/** Without a plan everything goes out as it was keyed, stars too. */
const noDialPlan: readonly Setting[] = [
  ['dialplan.digitmap.enable', 0],
  ['account.1.dialplan.digitmap.enable', 0],
];

/**
 * The emergency dial plan lets these numbers out of a locked phone and one whose account is not registered, to the server
 * named here. By default it is on and knows 911 alone.
 */
export function diallingSettings({ account, emergencyNumbers }: DeskPhone): Setting[] {
  const server = account.outboundProxy ?? account.registrar;
  const numbers = emergencyNumbers.length === 0 ? undefined : emergencyNumbers.join(',');
  return [
    ...noDialPlan,
    ['phone_setting.emergency.number', numbers],
    // Who is called for help may call back, whatever was set.
    ['features.dnd.emergency_enable', numbers === undefined ? 0 : 1],
    ['features.dnd.emergency_authorized_number', numbers],
    ['dialplan.emergency.enable', numbers === undefined ? 0 : 1],
    ['dialplan.emergency.server.1.address', server.host],
    ['dialplan.emergency.server.1.port', server.port],
    ['dialplan.emergency.server.1.transport_type', TRANSPORT[account.transport]],
    ...emergencyPlan(emergencyNumbers),
  ];
}

export const releasedDialling = (): Setting[] => [
  ['phone_setting.emergency.number', undefined],
  ['features.dnd.emergency_enable', 0],
  ['features.dnd.emergency_authorized_number', undefined],
  ['dialplan.emergency.enable', 1],
  ['dialplan.emergency.server.1.address', undefined],
  ['dialplan.emergency.server.1.port', undefined],
  ['dialplan.emergency.server.1.transport_type', undefined],
  ...emergencyPlan([]),
];

const emergencyPlan = (numbers: readonly string[]): Setting[] =>
  range(1, EMERGENCY_NUMBERS).flatMap((n): Setting[] => [
    [`dialplan.emergency.${n}.value`, numbers[n - 1]],
    [`dialplan.emergency.${n}.server_priority`, numbers[n - 1] && 1],
  ]);
