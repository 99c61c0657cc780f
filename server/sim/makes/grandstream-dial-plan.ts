/** The codes that a phone with call features keeps to itself, `*70` and `*71` for call waiting among them. UNVERIFIED, as a list. */
const OWN_CODES = ['*30', '*31', '*67', '*70', '*71', '*72', '*73', '*82', '*90', '*91', '*92', '*93'];

type Rules = { plan: string; hasCallFeatures: boolean };

/** What goes out when these digits are keyed: without a code of the phone's own, and only if the plan has it. */
export function dialledByPlan(digits: string, { plan, hasCallFeatures }: Rules): string | undefined {
  const code = hasCallFeatures ? (OWN_CODES.find((one) => digits.startsWith(one)) ?? '') : '';
  const rest = digits.slice(code.length);
  return rest !== '' && patternOf(plan).test(rest) ? rest : undefined;
}

/** `{ x+ | \+x+ | [*x]+ }`: `x` is a digit, a `+` repeats what stands before it unless a backslash does. */
function patternOf(plan: string): RegExp {
  const alternatives = plan
    .replace(/^\s*\{|\}\s*$/g, '')
    .split('|')
    .map((alternative) =>
      alternative.replace(/\s+/g, '').replace(/\\.|\[[^\]]*\]|x|\*/g, (part) => {
        if (part === 'x') return '[0-9]';
        return part === '*' ? '\\*' : part.startsWith('[') ? part.replace('x', '0-9') : part;
      }),
    );
  return new RegExp(`^(?:${alternatives.join('|')})$`);
}
