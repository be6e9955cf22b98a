/** A meeting's code from what somebody pasted: the code itself, with or without hyphens, or any link that ends in it. */
export function readMeetingCode(text: string): string | null {
  const trimmed = text.trim();
  const fromLink = /\/m\/([A-Za-z0-9-]+)\/?(?:[?#].*)?$/.exec(trimmed)?.[1];
  const code = (fromLink ?? trimmed).toLowerCase();
  if (/^[a-z0-9]{3}-[a-z0-9]{4}-[a-z0-9]{3}$/.test(code)) return code;
  const bare = code.replace(/[\s-]/g, '');
  if (/^[a-z0-9]{10}$/.test(bare)) return `${bare.slice(0, 3)}-${bare.slice(3, 7)}-${bare.slice(7)}`;
  return fromLink !== undefined && /^[a-z0-9-]{4,40}$/.test(code) ? code : null;
}

export function meetingLink(code: string): string {
  return `${location.origin}/m/${code}`;
}
