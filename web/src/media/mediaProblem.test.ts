import { describe, expect, it } from 'vitest';
import { mediaProblem } from './mediaProblem';

const fault = (name: string, message = ''): Error => Object.assign(new Error(message), { name });

describe('mediaProblem', () => {
  it.each([
    [fault('NotAllowedError', 'Permission denied'), 'denied'],
    [fault('NotAllowedError', 'Permission dismissed'), 'dismissed'],
    [fault('NotAllowedError', 'Permission denied by system'), 'system-denied'],
    [fault('NotFoundError'), 'missing'],
    [fault('NotReadableError'), 'busy'],
    [fault('OverconstrainedError'), 'failed'],
    ['a string', 'failed'],
  ])('reads %s', (error, problem) => {
    expect(mediaProblem(error)).toBe(problem);
  });
});
