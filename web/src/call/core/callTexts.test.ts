import { expect, it } from 'vitest';
import { CallTexts } from './callTexts';

it('keeps what was said in the order it was taken, and counts what was not read', async () => {
  const texts = new CallTexts({ call: <T>() => Promise.resolve({ at: 20 } as T) });
  texts.receive('Pia', 'hello', 10);
  await texts.send('r1', 'hi');
  texts.receive('Pia', 'how are you?', 30);
  expect(texts.store.getState().texts.map(({ name, own, text, at }) => [name, own, text, at])).toEqual([
    ['Pia', false, 'hello', 10], ['', true, 'hi', 20], ['Pia', false, 'how are you?', 30],
  ]);
  expect(texts.store.getState().unread).toBe(2);
  texts.read();
  expect(texts.store.getState().unread).toBe(0);
  texts.clear();
  expect(texts.store.getState().texts).toEqual([]);
});

it('shows nothing of what was refused', async () => {
  const texts = new CallTexts({ call: () => Promise.reject(new Error('gone')) });
  await expect(texts.send('r1', 'hi')).rejects.toThrow('gone');
  expect(texts.store.getState().texts).toEqual([]);
});
