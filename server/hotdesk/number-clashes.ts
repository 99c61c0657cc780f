import type { DialPlan } from './dial-plan.ts';

/** Two meanings of one number, of which the second could never be reached. */
export type NumberClash = { readonly field: string; readonly message: string };

type Codes = Pick<DialPlan, 'logInCode' | 'logOutCode' | 'emergencyNumbers' | 'emergencyTestNumber'>;

/** Why nobody could be called by this extension; undefined when they can. */
export function whyHidden(extension: string, plan: Codes): string | undefined {
  const { logInCode, logOutCode, emergencyNumbers, emergencyTestNumber } = plan;
  if (emergencyNumbers.includes(extension)) return `${extension} is an emergency number.`;
  if (extension === emergencyTestNumber) return `${extension} is the number that tests emergency calls.`;
  if (extension === logOutCode) return `${extension} is the code that logs out.`;
  if (extension.startsWith(logInCode)) return `${extension} begins with ${logInCode}, the code that logs in.`;
  return undefined;
}

/** Everything in a plan that is in the way of something else in it, or of numbers that are somebody's. */
export function clashesOf(plan: DialPlan, extensions: readonly string[]): NumberClash[] {
  return [...codeClashes(plan), ...routeClashes(plan), ...extensionClashes(plan, extensions)];
}

function codeClashes(plan: Codes): NumberClash[] {
  const { logInCode, logOutCode, emergencyNumbers, emergencyTestNumber } = plan;
  const clashes: NumberClash[] = [];
  const clash = (field: string, message: string): void => void clashes.push({ field, message });
  if (logInCode === logOutCode) clash('logOutCode', `${logOutCode} is the code that logs in.`);
  for (const number of emergencyNumbers) {
    if (number === logOutCode || number.startsWith(logInCode))
      clash('emergencyNumbers', `${number} could not be told from a dial code.`);
  }
  if (emergencyTestNumber === null) return clashes;
  if (emergencyNumbers.includes(emergencyTestNumber))
    clash('emergencyTestNumber', `${emergencyTestNumber} is an emergency number itself.`);
  if (emergencyTestNumber === logOutCode || emergencyTestNumber.startsWith(logInCode))
    clash('emergencyTestNumber', `${emergencyTestNumber} could not be told from a dial code.`);
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
    const clashes: NumberClash[] = [];
    if (isTwice) {
      const message = `There is a route for numbers of this length that begin with "${route.prefix}" already.`;
      clashes.push({ field: `${field}.prefix`, message });
    }
    if (route.strip > route.lengthMin)
      clashes.push({ field: `${field}.strip`, message: 'Nothing would be left of the shortest number.' });
    return clashes;
  });
}

function extensionClashes(plan: DialPlan, extensions: readonly string[]): NumberClash[] {
  const hidden = extensions.find((extension) => whyHidden(extension, plan) !== undefined);
  if (hidden === undefined) return [];
  const field = fieldThatHides(hidden, plan);
  return [{ field, message: `Extension ${hidden} is somebody's, and could not be called any more.` }];
}

function fieldThatHides(extension: string, { emergencyNumbers, emergencyTestNumber, logOutCode }: Codes) {
  if (emergencyNumbers.includes(extension)) return 'emergencyNumbers';
  if (extension === emergencyTestNumber) return 'emergencyTestNumber';
  return extension === logOutCode ? 'logOutCode' : 'logInCode';
}
