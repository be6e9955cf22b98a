/**
 * Keeps the order in which people came, except that who speaks beyond the first page changes places with the one of the first page
 * who has been silent longest: nobody has to turn pages to see who is talking, and nobody else moves.
 */
export class SpeakerOrder {
  #order: string[] = [];
  /** A count, not a time: who spoke after whom is all that matters. */
  readonly #spokeAt = new Map<string, number>();
  #spoken = 0;

  next(ids: readonly string[], dominant: string | null, capacity: number): readonly string[] {
    const present = new Set(ids);
    const known = new Set(this.#order);
    this.#order = [...this.#order.filter((id) => present.has(id)), ...ids.filter((id) => !known.has(id))];
    for (const id of [...this.#spokeAt.keys()]) if (!present.has(id)) this.#spokeAt.delete(id);
    if (dominant === null || !present.has(dominant)) return this.#order;
    if (this.#spokeAt.get(dominant) !== this.#spoken || this.#spoken === 0) this.#spokeAt.set(dominant, ++this.#spoken);
    const at = this.#order.indexOf(dominant);
    if (at < capacity) return this.#order;
    const quietest = this.#quietest(capacity);
    const swapped = [...this.#order];
    swapped[at] = swapped[quietest] ?? dominant;
    swapped[quietest] = dominant;
    this.#order = swapped;
    return swapped;
  }

  #quietest(capacity: number): number {
    let best = 0;
    let bestAt = Infinity;
    for (const [index, id] of this.#order.slice(0, capacity).entries()) {
      const spoke = this.#spokeAt.get(id) ?? -1;
      if (spoke <= bestAt) {
        best = index;
        bestAt = spoke;
      }
    }
    return best;
  }
}
