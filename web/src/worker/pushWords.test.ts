import { expect, it } from 'vitest';
import { wordPush } from './pushWords';

it('words what is pushed, in the language of the browser', () => {
  const actor = { displayName: 'Pia' };
  expect(wordPush({ type: 'message', actor, text: 'hello', target: { conversationId: '7' } }, 'en-GB'))
    .toEqual({ title: 'Pia wrote to you', body: 'hello', url: '/chats/7', tag: '7', isCall: false });
  expect(wordPush({ type: 'call', actor }, 'zh-CN')).toMatchObject({ title: 'Pia 来电', url: '/home', isCall: true });
  expect(wordPush({ type: 'meeting', actor, target: { conversationId: null, meetingCode: 'a/../b' } }, 'en')).toMatchObject({ url: '/m/a%2F..%2Fb' });
  expect(wordPush({}, 'en')).toEqual({ title: 'Vidrn', body: '', url: '/home', tag: '', isCall: false });
});
