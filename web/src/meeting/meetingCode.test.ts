import { expect, it } from 'vitest';
import { readMeetingCode } from './meetingCode';

it.each([
  ['bcdf-ghjk-mnpq', 'bcdf-ghjk-mnpq'],
  ['  BCDF-GHJK-MNPQ ', 'bcdf-ghjk-mnpq'],
  ['bcdfghjkmnpq', 'bcdf-ghjk-mnpq'],
  ['bcdf ghjk mnpq', 'bcdf-ghjk-mnpq'],
  ['https://calls.example.org/m/bcdf-ghjk-mnpq', 'bcdf-ghjk-mnpq'],
  ['calls.example.org/m/bcdf-ghjk-mnpq/?from=mail', 'bcdf-ghjk-mnpq'],
  ['', null],
  ['bcdf', null],
  ['https://example.org/elsewhere', null],
  ['bcdf-ghjk-mnpq/../../login', null],
])('reads %j as %j', (text, code) => {
  expect(readMeetingCode(text)).toBe(code);
});
