/** Whether two links lead to the same place. Some makers give theirs back with other letter case in the host, or its port. */
export function isSameLink(one: string, other: string): boolean {
  if (one === other) return true;
  return URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href;
}
