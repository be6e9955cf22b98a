/** Where to go after the log-in: a path of this app, never another site. */
export function returnPath(search: URLSearchParams): string {
  const to = search.get('to') ?? '';
  return /^\/(?![/\\])[^\s]*$/.test(to) ? to : '/home';
}
