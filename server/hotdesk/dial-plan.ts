import type { OutboundRoute } from '#db/schema/index.ts';
import type { TenantSettings } from './tenant-settings.ts';

/** What says where a number goes. */
export type DialPlan = Pick<
  TenantSettings,
  'logInCode' | 'logOutCode' | 'emergencyNumbers' | 'emergencyTestNumber' | 'outboundRoutes'
>;

/** What a dialled number asks for. */
export type NumberReading =
  | { readonly is: 'emergency'; readonly number: string }
  | { readonly is: 'emergency-test' }
  | { readonly is: 'log-in'; readonly extension: string | null }
  | { readonly is: 'log-out' }
  | { readonly is: 'extension'; readonly extension: string }
  /** `number` as the gateways are to hear it. */
  | { readonly is: 'outside'; readonly number: string; readonly gatewayIds: readonly string[] }
  | { readonly is: 'none' };

export type RuleName =
  | 'emergency'
  | 'emergency-behind-prefix'
  | 'emergency-test'
  | 'log-out-code'
  | 'log-in-code'
  | 'extension'
  | 'outbound-route'
  | 'extension-of-nobody';

type Dialled = {
  readonly plan: DialPlan;
  /** The user part of the Request-URI, unescaped; or the Request-URI of a service. */
  readonly dialled: string;
  isExtension(number: string): boolean;
};

type Rule = { readonly name: RuleName; read(of: Dialled): NumberReading | undefined };

const EXTENSION = /^\d{1,10}$/;
const OUTSIDE = /^\+?\d{1,30}$/;
const SOS = /^urn:service:sos(?:\.|$)/;
/** 3GPP TS 22.101 10.1.1: known everywhere; for who has set no number. */
const NUMBER_FOR_HELP = '112';

/** From the first to the last; the first that fits decides. Help comes before everything. */
const RULES: readonly Rule[] = [
  { name: 'emergency', read: readEmergency },
  { name: 'emergency-test', read: readEmergencyTest },
  {
    name: 'log-out-code',
    read: ({ plan, dialled }) => (dialled === plan.logOutCode ? { is: 'log-out' } : undefined),
  },
  { name: 'log-in-code', read: readLogIn },
  {
    name: 'extension',
    read: ({ dialled, isExtension }) =>
      EXTENSION.test(dialled) && isExtension(dialled) ? { is: 'extension', extension: dialled } : undefined,
  },
  { name: 'emergency-behind-prefix', read: readEmergencyBehindPrefix },
  {
    name: 'outbound-route',
    read({ plan, dialled }) {
      const route = routeFor(plan, dialled);
      return route && { is: 'outside', number: numberByRoute(route, dialled), gatewayIds: route.gatewayIds };
    },
  },
  {
    name: 'extension-of-nobody',
    read: ({ dialled }) => (EXTENSION.test(dialled) ? { is: 'extension', extension: dialled } : undefined),
  },
];

/** RFC 5031 4.2: `urn:service:sos` and what is under it, police or fire, go where the first emergency number goes. */
function readEmergency({ plan: { emergencyNumbers }, dialled }: Dialled): NumberReading | undefined {
  if (emergencyNumbers.includes(dialled)) return { is: 'emergency', number: dialled };
  const [first = NUMBER_FOR_HELP] = emergencyNumbers;
  return SOS.test(dialled) ? { is: 'emergency', number: first } : undefined;
}

function readEmergencyTest({ plan, dialled }: Dialled): NumberReading | undefined {
  return dialled === plan.emergencyTestNumber ? { is: 'emergency-test' } : undefined;
}

/** `*70101`, or `*70` alone. */
function readLogIn({ plan, dialled }: Dialled): NumberReading | undefined {
  if (dialled === plan.logInCode) return { is: 'log-in', extension: null };
  if (!dialled.startsWith(plan.logInCode)) return undefined;
  const extension = dialled.slice(plan.logInCode.length).replace(/#$/, '');
  if (EXTENSION.test(extension)) return { is: 'log-in', extension };
  // What begins with a code of keys is no other number.
  return plan.logInCode.startsWith('*') ? { is: 'none' } : undefined;
}

/** Whoever is used to a prefix for outside calls dials it in an emergency too: 9 911. */
function readEmergencyBehindPrefix({ plan, dialled }: Dialled): NumberReading | undefined {
  const number = plan.outboundRoutes
    .filter(({ prefix }) => prefix !== '' && dialled.startsWith(prefix))
    .map(({ prefix }) => dialled.slice(prefix.length))
    .find((rest) => plan.emergencyNumbers.includes(rest));
  return number === undefined ? undefined : { is: 'emergency', number };
}

/** The route with the longest prefix; of those alike the first. */
export function routeFor({ outboundRoutes }: DialPlan, dialled: string): OutboundRoute | undefined {
  if (!OUTSIDE.test(dialled)) return undefined;
  return outboundRoutes
    .filter(
      ({ prefix, lengthMin, lengthMax }) =>
        dialled.startsWith(prefix) && dialled.length >= lengthMin && dialled.length <= lengthMax,
    )
    .reduce<OutboundRoute | undefined>(
      (best, one) => (best === undefined || one.prefix.length > best.prefix.length ? one : best),
      undefined,
    );
}

const numberByRoute = ({ strip, prepend }: OutboundRoute, dialled: string): string =>
  prepend + dialled.slice(strip);

/** Reads what was dialled. `isExtension` says whether somebody or some desk has that number. */
export function readNumber(
  plan: DialPlan,
  dialled: string,
  isExtension: (number: string) => boolean,
): NumberReading {
  for (const rule of RULES) {
    const reading = rule.read({ plan, dialled, isExtension });
    if (reading !== undefined) return reading;
  }
  return { is: 'none' };
}

/** Why a number goes where it goes: every rule that was asked, the last one being the one that decided. */
export function explainNumber(
  plan: DialPlan,
  dialled: string,
  isExtension: (number: string) => boolean,
): { reading: NumberReading; asked: Array<{ rule: RuleName; fits: boolean }> } {
  const asked: Array<{ rule: RuleName; fits: boolean }> = [];
  for (const rule of RULES) {
    const reading = rule.read({ plan, dialled, isExtension });
    asked.push({ rule: rule.name, fits: reading !== undefined });
    if (reading !== undefined) return { reading, asked };
  }
  return { reading: { is: 'none' }, asked };
}

/** Whether a phone may call this at which nobody is logged in. Help and logging in always. */
export function mayCallLoggedOut(
  { loggedOutCalls: { allow, numbers } }: Pick<TenantSettings, 'loggedOutCalls'>,
  dialled: string,
  reading: NumberReading,
): boolean {
  switch (reading.is) {
    case 'emergency':
    case 'emergency-test':
    case 'log-in':
    case 'log-out':
      return true;
    case 'extension':
      return allow === 'internal' || (allow === 'listed' && numbers.includes(dialled));
    case 'outside':
      return allow !== 'emergency' && numbers.includes(dialled);
    case 'none':
      return false;
  }
}
