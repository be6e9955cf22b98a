/** What the API counts as the length of a text: Unicode scalar values. */
export function characters(text: string): string[] {
  return Array.from(text);
}
