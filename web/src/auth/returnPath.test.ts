import { expect, it } from 'vitest';
import { returnPath } from './returnPath';

it.each([
  ['/chats/7?x=1', '/chats/7?x=1'],
  ['', '/home'],
  ['https://evil.example', '/home'],
  ['//evil.example', '/home'],
  ['/\\evil.example', '/home'],
  ['javascript:alert(1)', '/home'],
])('goes from %j to %s', (to, path) => {
  expect(returnPath(new URLSearchParams({ to }))).toBe(path);
});
