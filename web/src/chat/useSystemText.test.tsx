// @vitest-environment jsdom
import { renderHook } from '@testing-library/react';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { CallResult, Me } from '@/api/types';
import { sessionStore } from '@/auth/sessionStore';
import { startI18n } from '@/i18n/i18n';
import { message } from '@/testing/chatFixtures';
import { useSystemText } from './useSystemText';

const call = (result: CallResult, video: boolean, durationMs = 0) =>
  ({ ...message(1), kind: 'call' as const, call: { callId: '9', video, result, durationMs } });

beforeAll(startI18n);
beforeEach(() => sessionStore.setState({ user: { id: 'somebody' } as Me }));

it('says how a call went', () => {
  const { result: { current: text } } = renderHook(useSystemText);
  expect(text(call('answered', true, 185_000))).toBe('Video call · 3:05');
  expect(text(call('declined', false))).toBe('Audio call · Declined');
});

it('says missed to who was called of a call that was given up, and cancelled to who called', () => {
  const given = call('cancelled', true);
  const text = renderHook(useSystemText).result.current;
  expect(text(given)).toBe('Video call · Missed');
  sessionStore.setState({ user: { id: given.sender.id } as Me });
  expect(renderHook(useSystemText).result.current(given)).toBe('Video call · Cancelled');
});
