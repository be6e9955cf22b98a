/** The new list made of the old objects where they say the same; the old list itself when all do. What did not change does not render anew. */
export function keepSame<T>(before: readonly T[], after: readonly T[], same: (a: T, b: T) => boolean): readonly T[] {
  const kept = after.map((one, at) => {
    // Most stand where they stood.
    const there = before[at];
    return there !== undefined && same(there, one) ? there : before.find((other) => same(other, one)) ?? one;
  });
  return kept.length === before.length && kept.every((one, at) => one === before[at]) ? before : kept;
}
