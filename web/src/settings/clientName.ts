/** What a `User-Agent` says that people recognise; null where it says nothing known. */
export function readClient(agent: string): { browser: string | null; system: string | null; phone: boolean } {
  return {
    browser: first(agent, [[/Edg(?:e|A|iOS)?\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/Firefox\/|FxiOS\//, 'Firefox'], [/Chrome\/|CriOS\//, 'Chrome'], [/Safari\//, 'Safari']]),
    system: first(agent, [[/iPhone|iPod/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/CrOS/, 'ChromeOS'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'macOS'], [/Linux|X11/, 'Linux']]),
    phone: /iPhone|iPod|Android.*Mobile/.test(agent),
  };
}

/** A network as people write it: the server keeps of an IPv6 address its first half, as 16 digits. */
export function networkName(network: string): string {
  if (!/^[0-9a-f]{16}$/.test(network)) return network;
  const groups = (network.match(/.{4}/g) ?? []).map((group) => group.replace(/^0{1,3}/, ''));
  while (groups.at(-1) === '0') groups.pop();
  return `${groups.join(':')}::`;
}

function first(agent: string, known: readonly (readonly [RegExp, string])[]): string | null {
  return known.find(([pattern]) => pattern.test(agent))?.[1] ?? null;
}
