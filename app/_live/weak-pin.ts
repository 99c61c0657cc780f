/** Refused where a person chooses one: what a thief tries first. */
export function isWeakPin(pin: string): boolean {
  // What is too short or no number is refused for that.
  if (!/^\d{4,}$/.test(pin)) return false;
  const steps = [...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index]));
  return [0, 1, -1].some((step) => steps.every((given) => given === step));
}
