/** A meeting's code from what somebody pasted: the code itself, with or without hyphens, or any link that ends in it. */
export function readMeetingCode(text: string): string | null {
  const trimmed = text.trim();
  const fromLink = /\/m\/([A-Za-z-]+)\/?(?:[?#].*)?$/.exec(trimmed)?.[1];
  const letters = (fromLink ?? trimmed).toLowerCase().replace(/[\s-]/g, '');
  if (!/^[a-z]{12}$/.test(letters)) return null;
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

export function meetingLink(code: string): string {
  return `${location.origin}/m/${code}`;
}
