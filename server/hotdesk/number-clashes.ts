import type { DialPlan } from './dial-plan.ts';
import type { RefusalReason } from './errors.ts';

/** Two meanings of one number, of which the second could never be reached. */
export type NumberClash = {
  readonly field: string;
  readonly message: string;
  readonly reason: RefusalReason;
};

export type Hidden = { readonly message: string; readonly reason: RefusalReason };

type Codes = Pick<DialPlan, 'logInCode' | 'logOutCode' | 'emergencyNumbers' | 'emergencyTestNumber'>;

/** Why nobody could be called by this extension; undefined when they can. */
export function whyHidden(extension: string, plan: Codes): Hidden | undefined {
  const { logInCode, logOutCode, emergencyNumbers, emergencyTestNumber } = plan;
  const hidden = (code: RefusalReason['code'], about: string, message: string): Hidden => ({
    message,
    reason: { code, about },
  });
  if (emergencyNumbers.includes(extension))
    return hidden('is_emergency_number', extension, `${extension} is an emergency number.`);
  if (extension === emergencyTestNumber)
    return hidden(
      'is_emergency_test_number',
      extension,
      `${extension} is the number that tests emergency calls.`,
    );
  if (extension === logOutCode)
    return hidden('is_log_out_code', extension, `${extension} is the code that logs out.`);
  if (extension.startsWith(logInCode))
    return hidden(
      'is_log_in_code',
      logInCode,
      `${extension} begins with ${logInCode}, the code that logs in.`,
    );
  return undefined;
}

/** Everything in a plan that is in the way of something else in it, or of numbers that are somebody's. */
export function clashesOf(plan: DialPlan, extensions: readonly string[]): NumberClash[] {
  return [...codeClashes(plan), ...routeClashes(plan), ...extensionClashes(plan, extensions)];
}

const clash = (field: string, { code, about }: RefusalReason, message: string): NumberClash => ({
  field,
  message,
  reason: { code, about },
});

function codeClashes(plan: Codes): NumberClash[] {
  const { logInCode, logOutCode, emergencyNumbers, emergencyTestNumber } = plan;
  const isLikeCode = (number: string) => number === logOutCode || number.startsWith(logInCode);
  const likeCode = (field: string, number: string) =>
    clash(field, { code: 'like_dial_code', about: number }, `${number} could not be told from a dial code.`);
  const clashes = emergencyNumbers.filter(isLikeCode).map((number) => likeCode('emergencyNumbers', number));
  if (logInCode === logOutCode) {
    const reason = { code: 'is_log_in_code', about: logOutCode } as const;
    clashes.unshift(clash('logOutCode', reason, `${logOutCode} is the code that logs in.`));
  }
  if (emergencyTestNumber === null) return clashes;
  if (emergencyNumbers.includes(emergencyTestNumber)) {
    const reason = { code: 'is_emergency_number', about: emergencyTestNumber } as const;
    clashes.push(
      clash('emergencyTestNumber', reason, `${emergencyTestNumber} is an emergency number itself.`),
    );
  }
  if (isLikeCode(emergencyTestNumber)) clashes.push(likeCode('emergencyTestNumber', emergencyTestNumber));
  return clashes;
}

/** Two routes for one number: nobody could say which is meant. */
function routeClashes({ outboundRoutes }: DialPlan): NumberClash[] {
  return outboundRoutes.flatMap((route, index) => {
    const isTwice = outboundRoutes
      .slice(0, index)
      .some(
        (other) =>
          other.prefix === route.prefix &&
          other.lengthMin <= route.lengthMax &&
          route.lengthMin <= other.lengthMax,
      );
    const field = `outboundRoutes.${index}`;
    const about = route.prefix;
    const clashes: NumberClash[] = [];
    if (isTwice) {
      const message = `There is a route for numbers of this length that begin with "${about}" already.`;
      clashes.push(clash(`${field}.prefix`, { code: 'route_twice', about }, message));
    }
    if (route.strip > route.lengthMin) {
      const message = 'Nothing would be left of the shortest number.';
      clashes.push(clash(`${field}.strip`, { code: 'nothing_left', about }, message));
    }
    return clashes;
  });
}

function extensionClashes(plan: DialPlan, extensions: readonly string[]): NumberClash[] {
  const hidden = extensions.find((extension) => whyHidden(extension, plan) !== undefined);
  if (hidden === undefined) return [];
  const message = `Extension ${hidden} is somebody's, and could not be called any more.`;
  return [clash(fieldThatHides(hidden, plan), { code: 'hides_extension', about: hidden }, message)];
}

function fieldThatHides(extension: string, { emergencyNumbers, emergencyTestNumber, logOutCode }: Codes) {
  if (emergencyNumbers.includes(extension)) return 'emergencyNumbers';
  if (extension === emergencyTestNumber) return 'emergencyTestNumber';
  return extension === logOutCode ? 'logOutCode' : 'logInCode';
}
