import { expect, it } from 'vitest';
import { readMeetingCode } from './meetingCode';

it.each([
  ['abc-defg-hij', 'abc-defg-hij'],
  ['  ABC-DEFG-HIJ ', 'abc-defg-hij'],
  ['abcdefghij', 'abc-defg-hij'],
  ['abc defg hij', 'abc-defg-hij'],
  ['https://calls.example.org/m/abc-defg-hij', 'abc-defg-hij'],
  ['https://calls.example.org/m/abc-defg-hij?from=mail', 'abc-defg-hij'],
  ['calls.example.org/m/weekly-round/', 'weekly-round'],
  ['', null],
  ['abc', null],
  ['https://example.org/elsewhere', null],
  ['abc-defg-hij/../../login', null],
])('reads %j as %j', (text, code) => {
  expect(readMeetingCode(text)).toBe(code);
});
