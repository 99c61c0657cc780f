import type { PhoneSettings } from './make.ts';

const FACTORY_PLAN = '(*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.)';
/** Star codes that the phone keeps to itself, as it leaves the factory: call waiting for this call, call forwarding … */
const FACTORY_CODES: Readonly<Record<string, string>> = {
  CW_Per_Call_Act_Code: '*71',
  CW_Per_Call_Deact_Code: '*70',
  Cfwd_All_Act_Code: '*72',
  Cfwd_All_Deact_Code: '*73',
  DND_Act_Code: '*78',
  DND_Deact_Code: '*79',
};

/** What goes out when these digits are keyed: without a star code of the phone's own, and only if the plan has it. */
export function dialledByPlan(digits: string, settings: PhoneSettings): string | undefined {
  const codes = Object.entries(FACTORY_CODES).map(([name, factory]) => settings.get(name) ?? factory);
  const code = codes.find((one) => one !== '' && digits.startsWith(one)) ?? '';
  const rest = digits.slice(code.length);
  const plan = settings.get('Dial_Plan_1_') ?? FACTORY_PLAN;
  return rest !== '' && patternOf(plan).test(rest) ? rest : undefined;
}

/** `(a|b)`: `x` is a digit, `.` repeats what stands before it, `S0` is about time. */
function patternOf(plan: string): RegExp {
  const alternatives = plan
    .replace(/^\(|\)$/g, '')
    .split('|')
    .map((sequence) =>
      sequence
        .replace(/[SL]\d*$/, '')
        .replaceAll('.', '{0,}')
        .replace(/[*+#](?![^[]*\])/g, '\\$&')
        .replace(/x(?![^[]*\])/g, '[0-9]')
        .replace(/x(?=[^[]*\])/g, '0-9'),
    );
  return new RegExp(`^(?:${alternatives.join('|')})$`);
}
