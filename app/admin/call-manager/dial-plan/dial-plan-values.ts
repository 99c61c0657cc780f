import { fromLines, toLines, toWholeNumber } from '../../../_live/lines.ts';
import type { DialPlan } from '../../../_live/shapes.ts';

/** What stands in the form of one route; numbers are what was typed. */
export type RouteValues = {
  prefix: string;
  lengthMin: string;
  lengthMax: string;
  strip: string;
  prepend: string;
  gatewayIds: string[];
};

export type InboundValues = { number: string; extension: string };

export type DialPlanValues = {
  logInCode: string;
  logOutCode: string;
  outboundRoutes: RouteValues[];
  inboundNumbers: InboundValues[];
  allow: DialPlan['loggedOutCalls']['allow'];
  /** One a line. */
  listed: string;
};

export const emptyRoute: RouteValues = {
  ...{ prefix: '', lengthMin: '1', lengthMax: '30', strip: '0', prepend: '', gatewayIds: [] },
};

export const toDialPlanValues = (plan: DialPlan): DialPlanValues => ({
  logInCode: plan.logInCode,
  logOutCode: plan.logOutCode,
  outboundRoutes: plan.outboundRoutes.map(({ lengthMin, lengthMax, strip, ...route }) => ({
    ...route,
    lengthMin: String(lengthMin),
    lengthMax: String(lengthMax),
    strip: String(strip),
  })),
  inboundNumbers: plan.inboundNumbers,
  allow: plan.loggedOutCalls.allow,
  listed: fromLines(plan.loggedOutCalls.numbers),
});

export const toDialPlanInput = ({
  allow,
  listed,
  outboundRoutes,
  inboundNumbers,
  ...codes
}: DialPlanValues) => ({
  ...codes,
  outboundRoutes: outboundRoutes.map(({ lengthMin, lengthMax, strip, ...route }) => ({
    ...route,
    lengthMin: toWholeNumber(lengthMin),
    lengthMax: toWholeNumber(lengthMax),
    strip: toWholeNumber(strip),
  })),
  inboundNumbers: inboundNumbers.map(({ number, extension }) => ({ number, extension: extension.trim() })),
  loggedOutCalls: { allow, numbers: toLines(listed) },
});
