/** Local storage that may be refused (private windows, blocked cookies): what cannot be kept is forgotten at the end of the visit. */
const kept = new Map<string, string>();

export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? kept.get(key) ?? null;
  } catch {
    return kept.get(key) ?? null;
  }
}

export function writeStored(key: string, value: string): void {
  kept.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // Kept in memory.
  }
}

/** A stored JSON value that passes `check`, else `fallback`. */
export function readStoredJson<T>(key: string, check: (value: unknown) => value is T, fallback: T): T {
  try {
    const value: unknown = JSON.parse(readStored(key) ?? 'null');
    return check(value) ? value : fallback;
  } catch {
    return fallback;
  }
}
