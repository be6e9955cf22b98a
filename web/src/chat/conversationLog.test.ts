import { describe, expect, it, vi } from 'vitest';
import type { Message } from '@/api/types';
import { VidrnError } from '@/signaling';
import { message } from '@/testing/chatFixtures';
import { ConversationLog, type LogSource } from './conversationLog';

/** A server that holds messages 1 to `last` and answers hub calls by `onCall`. */
function source(last: number, onCall: (method: string, argument: object) => unknown = () => undefined): LogSource & { last: number; edited: Message[] } {
  const server = {
    last,
    edited: [] as Message[],
    messages: (_id: string, { changedAfter, after, before, limit = 50 }: { changedAfter?: number; after?: number; before?: number; limit?: number }) => {
      const all = Array.from({ length: server.last }, (_, at) => message(at + 1, { version: at + 1 }));
      const changed = changedAfter === undefined ? undefined : [...all, ...server.edited].filter(({ version }) => version > changedAfter);
      if (changed !== undefined) return Promise.resolve({ items: changed.slice(0, limit), more: changed.length > limit });
      if (after !== undefined) return Promise.resolve({ items: all.slice(after, after + limit), more: all.length > after + limit });
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
    await vi.waitFor(() => expect(log.store.getState().pending).toEqual([]));
    expect(ids[0]).toBe(ids[1]);
    expect(ids).toHaveLength(2);
  });

  it('jumps far back, goes on from there in both directions, and returns to the newest', async () => {
    const server = source(400);
    const log = new ConversationLog('c1', server);
    await log.open();
    await log.jumpTo(100);
    expect([seqs(log)[0], seqs(log).at(-1)]).toEqual([71, 130]);
    expect(log.store.getState()).toMatchObject({ older: 'more', newer: 'more', target: { seq: 100 } });
    await log.loadNewer();
    await log.loadOlder();
    expect([seqs(log)[0], seqs(log).at(-1)]).toEqual([21, 180]);
    await log.toNewest();
    expect([seqs(log)[0], seqs(log).at(-1), log.store.getState().newer]).toEqual([351, 400, 'none']);
  });

  it('shows nothing newer beside a window further back, and everything once the window has reached it', async () => {
    const server = source(100);
    const log = new ConversationLog('c1', server);
    await log.open();
    await log.jumpTo(5);
    server.last = 101;
    log.add([message(101, { version: 101 }), message(6, { version: 102, text: 'edited' })]);
    expect(seqs(log).at(-1)).toBe(35);
    expect(log.store.getState().messages.find(({ seq }) => seq === 6)?.text).toBe('edited');
    await log.loadNewer();
    await log.loadNewer();
    expect([seqs(log).at(-1), log.store.getState().newer]).toEqual([101, 'none']);
  });

  it('asks for nothing when the message is there already', async () => {
    const log = new ConversationLog('c1', source(40));
    await log.open();
    await log.jumpTo(7);
    expect(seqs(log)).toHaveLength(40);
    expect(log.store.getState()).toMatchObject({ newer: 'none', target: { seq: 7 } });
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
