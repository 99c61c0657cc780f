/** RFC 5393 5.3: how many branches a request may have at once in the whole network, where it does not say. */
export const MAX_BREADTH = 60;

/** A contact's `q` in thousandths where it has none (RFC 3261 20.10 leaves it open; most phones send none). */
export const Q_DEFAULT = 1_000;

/** RFC 3261 16.6: what is tried at once, the groups of the highest `q` first. */
export function groupsOf<T extends { readonly qThousandths?: number }>(targets: readonly T[]): T[][] {
  if (targets.length < 2) return targets.length === 0 ? [] : [[...targets]];
  const groups = Map.groupBy(targets, ({ qThousandths = Q_DEFAULT }) => qThousandths);
  return [...groups].toSorted(([one], [other]) => other - one).map(([, group]) => group);
}

/** RFC 5393 5.3.3: what each branch may fork into. Undefined where there are more branches than that. */
export function breadthsOf(incoming: number, branches: number): number[] | undefined {
  if (branches > incoming) return undefined;
  const [each, left] = [Math.floor(incoming / branches), incoming % branches];
  return Array.from({ length: branches }, (_, index) => each + (index < left ? 1 : 0));
}
