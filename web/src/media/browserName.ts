export type BrowserName = 'chrome' | 'edge' | 'firefox' | 'safari' | 'ios' | 'android' | 'other';

/** Which browser's way to the permissions to describe. The order matters: most name several in their agent string. */
export function browserName(agent: string = navigator.userAgent): BrowserName {
  if (/iPhone|iPad|iPod/.test(agent)) return 'ios';
  if (agent.includes('Android')) return 'android';
  if (agent.includes('Edg/')) return 'edge';
  if (agent.includes('Firefox/')) return 'firefox';
  if (agent.includes('Chrome/')) return 'chrome';
  return agent.includes('Safari/') ? 'safari' : 'other';
}
