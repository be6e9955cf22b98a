import { describe, expect, it } from 'vitest';
import type { Message } from '@/api/types';
import { VidrnError } from '@/signaling';
import { message } from '@/testing/chatFixtures';
import { ConversationLog, type LogSource } from './conversationLog';

/** A server that holds messages 1 to `last` and answers hub calls by `onCall`. */
function source(last: number, onCall: (method: string, argument: object) => unknown = () => undefined): LogSource & { last: number; edited: Message[] } {
  const server = {
    last,
    edited: [] as Message[],
    messages: (_id: string, { changedAfter, before, limit = 50 }: { changedAfter?: number; before?: number; limit?: number }) => {
      const all = Array.from({ length: server.last }, (_, at) => message(at + 1, { version: at + 1 }));
      const changed = changedAfter === undefined ? undefined : [...all, ...server.edited].filter(({ version }) => version > changedAfter);
      if (changed !== undefined) return Promise.resolve({ items: changed.slice(0, limit), more: changed.length > limit });
      const upTo = before === undefined ? all : all.filter(({ seq }) => seq < before);
      return Promise.resolve({ items: upTo.slice(-limit), more: upTo.length > limit });
    },
    call: <T>(method: string, argument: object) => new Promise<T>((resolve) => resolve(onCall(method, argument) as T)),
  };
  return server;
}

const seqs = (log: ConversationLog): number[] => log.store.getState().messages.map(({ seq }) => seq);

describe('ConversationLog', () => {
  it('opens with the newest page and goes back page by page', async () => {
    const log = new ConversationLog('c1', source(120));
    await log.open();
    expect([seqs(log)[0], seqs(log).at(-1), log.store.getState().older]).toEqual([71, 120, 'more']);
    await log.loadOlder();
    await log.loadOlder();
    expect([seqs(log).length, log.store.getState().older]).toEqual([120, 'none']);
  });

  it('after a break fetches everything that was missed, however much', async () => {
    const server = source(10);
    const log = new ConversationLog('c1', server);
    await log.open();
    server.last = 400;
    server.edited = [message(3, { version: 401, text: 'edited' })];
    await log.catchUp();
    expect(seqs(log)).toEqual(Array.from({ length: 400 }, (_, at) => at + 1));
    expect(log.store.getState().messages[2]?.text).toBe('edited');
  });

  it('shows what is on its way and replaces it by what the server made of it', async () => {
    let answer: (value: Message) => void = () => undefined;
    const log = new ConversationLog('c1', source(0, () => new Promise<Message>((resolve) => (answer = resolve))));
    await log.open();
    const sent = log.send('hello', null, []);
    const [pending] = log.store.getState().pending;
    expect(pending).toMatchObject({ text: 'hello', failed: false });
    answer(message(1, { clientMessageId: pending?.clientMessageId ?? '' }));
    await sent;
    expect(log.store.getState().pending).toEqual([]);
    expect(seqs(log)).toEqual([1]);
  });

  it('is not doubled when the event comes before the answer', async () => {
    const log: ConversationLog = new ConversationLog('c1', source(0, (_, argument) => {
      const made = message(1, { clientMessageId: (argument as Message).clientMessageId });
      log.add([made]);
      return made;
    }));
    await log.open();
    await log.send('hello', null, []);
    expect(seqs(log)).toEqual([1]);
    expect(log.store.getState().pending).toEqual([]);
  });

  it('keeps what was not sent and sends it under the same id after a reconnect', async () => {
    const ids: string[] = [];
    const log = new ConversationLog('c1', source(0, (_, argument) => {
      const { clientMessageId } = argument as Message;
      ids.push(clientMessageId);
      if (ids.length === 1) throw new VidrnError('disconnected', 'away');
      return message(1, { clientMessageId });
    }));
    await log.open();
    await log.send('hello', null, []);
    expect(log.store.getState().pending[0]).toMatchObject({ failed: true });
    await log.catchUp();
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(ids[0]).toBe(ids[1]);
    expect(log.store.getState().pending).toEqual([]);
  });

  it('says why a message is refused', async () => {
    const log = new ConversationLog('c1', source(0, () => {
      throw new VidrnError('message-too-long', 'long');
    }));
    await log.open();
    await expect(log.send('x', null, [])).rejects.toMatchObject({ code: 'message-too-long' });
    expect(log.store.getState().pending[0]).toMatchObject({ failed: true });
  });
});
