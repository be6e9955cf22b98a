import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Attachment, Id, Message } from '@/api/types';
import { errorCode } from '@/signaling';
import { toastError } from '@/ui/toasts';
import { mergeMessages } from './messages';

/** A message on its way. */
export interface Pending {
  clientMessageId: string;
  text: string;
  replyTo: Message | null;
  attachments: readonly Attachment[];
  failed: boolean;
  at: number;
}

export interface LogState {
  /** `empty`: nothing was asked for yet. */
  status: 'empty' | 'loading' | 'ready' | 'failed';
  messages: readonly Message[];
  pending: readonly Pending[];
  older: 'more' | 'loading' | 'none';
  /** Not `none`: the messages are a window further back, and what is newest is not among them. */
  newer: 'more' | 'loading' | 'none';
  /** To be brought into view; another object for each wish. */
  target: { seq: number } | null;
  error: unknown;
}

/** What a log needs of the server. */
export interface LogSource {
  messages(id: Id, range: { after?: number; before?: number; changedAfter?: number; limit?: number }): Promise<{ items: Message[]; more: boolean }>;
  call<T>(method: string, argument: object): Promise<T>;
}

const pageSize = 50;
/** On each side of a message that is jumped to. */
const halfWindow = 30;

/** The messages of one conversation on this page: what was fetched, what came live, and what is on its way. */
export class ConversationLog {
  readonly id: Id;
  readonly store: StoreApi<LogState>;
  readonly #source: LogSource;

  constructor(id: Id, source: LogSource) {
    this.id = id;
    this.#source = source;
    this.store = createStore<LogState>(() => ({ status: 'empty', messages: [], pending: [], older: 'none', newer: 'none', target: null, error: null }));
  }

  async open(): Promise<void> {
    const { status } = this.store.getState();
    if (status === 'loading' || status === 'ready') return;
    this.store.setState({ status: 'loading', error: null });
    try {
      const { items, more } = await this.#source.messages(this.id, { limit: pageSize });
      this.store.setState({ status: 'ready', older: more ? 'more' : 'none' });
      this.add(items);
    } catch (error) {
      this.store.setState({ status: 'failed', error });
    }
  }

  async loadOlder(): Promise<void> {
    const { older, messages } = this.store.getState();
    const first = messages[0];
    if (older !== 'more' || first === undefined) return;
    this.store.setState({ older: 'loading' });
    try {
      const { items, more } = await this.#source.messages(this.id, { before: first.seq, limit: pageSize });
      this.store.setState({ older: more ? 'more' : 'none' });
      this.add(items);
    } catch {
      this.store.setState({ older: 'more' });
    }
  }

  async loadNewer(): Promise<void> {
    const { newer, messages } = this.store.getState();
    const last = messages.at(-1);
    if (newer !== 'more' || last === undefined) return;
    this.store.setState({ newer: 'loading' });
    try {
      const { items, more } = await this.#source.messages(this.id, { after: last.seq, limit: pageSize });
      // Meanwhile the window may have been left.
      if (this.store.getState().newer === 'loading') this.store.setState((state) => ({ newer: more ? 'more' : 'none', messages: mergeMessages(state.messages, items) }));
    } catch {
      this.store.setState({ newer: 'more' });
    }
  }

  /** Brings a message into view, with what stands around it. Rejects when it cannot be fetched. */
  async jumpTo(seq: number): Promise<void> {
    if (!this.store.getState().messages.some((message) => message.seq === seq)) {
      const [upTo, after] = await Promise.all([
        this.#source.messages(this.id, { before: seq + 1, limit: halfWindow }),
        this.#source.messages(this.id, { after: seq, limit: halfWindow }),
      ]);
      this.store.setState({ messages: mergeMessages(upTo.items, after.items), older: upTo.more ? 'more' : 'none', newer: after.more ? 'more' : 'none', status: 'ready' });
    }
    this.store.setState({ target: { seq } });
  }

  /** From a window further back to what is newest. */
  async toNewest(): Promise<void> {
    if (this.store.getState().newer === 'none') return;
    try {
      const { items, more } = await this.#source.messages(this.id, { limit: pageSize });
      this.store.setState({ messages: items, older: more ? 'more' : 'none', newer: 'none', target: null });
    } catch (error) {
      toastError(error);
    }
  }

  /** After a break of the link: what was missed, also edits of what is shown, and what could not be sent. */
  async catchUp(): Promise<void> {
    if (this.store.getState().status !== 'ready') return;
    try {
      // Versions rise with every message and every change of one: what is above the highest known is all that was missed.
      for (let version = highestVersion(this.store.getState().messages); ;) {
        const { items, more } = await this.#source.messages(this.id, { changedAfter: version, limit: 100 });
        this.add(items);
        if (!more || items.length === 0) break;
        version = Math.max(version, highestVersion(items));
      }
    } catch {
      // The next reconnect tries again.
    }
    for (const { failed, clientMessageId } of this.store.getState().pending) if (failed) void this.retry(clientMessageId);
  }

  add(incoming: readonly Message[]): void {
    this.store.setState(({ messages, pending, newer }) => ({
      // Of what is beyond a window nothing is shown: it would stand there as if nothing were between.
      messages: mergeMessages(messages, newer === 'none' ? incoming : incoming.filter(({ seq }) => seq <= (messages.at(-1)?.seq ?? 0))),
      pending: pending.filter(({ clientMessageId }) => !incoming.some((message) => message.clientMessageId === clientMessageId)),
    }));
  }

  clear(): void {
    this.store.setState({ messages: [], older: 'none', newer: 'none', target: null });
  }

  async send(text: string, replyTo: Message | null, attachments: readonly Attachment[]): Promise<void> {
    void this.toNewest();
    const clientMessageId = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    this.store.setState(({ pending }) => ({ pending: [...pending, { clientMessageId, text, replyTo, attachments, failed: false, at: Date.now() }] }));
    await this.#deliver(clientMessageId);
  }

  /** With the same client id: if the first one did arrive, the server answers with it. */
  async retry(clientMessageId: string): Promise<void> {
    this.#mark(clientMessageId, false);
    await this.#deliver(clientMessageId);
  }

  discard(clientMessageId: string): void {
    this.store.setState(({ pending }) => ({ pending: pending.filter((one) => one.clientMessageId !== clientMessageId) }));
  }

  async edit(messageId: Id, text: string): Promise<void> {
    this.add([await this.#source.call<Message>('EditMessage', { messageId, text })]);
  }

  async remove(messageId: Id): Promise<void> {
    this.add([await this.#source.call<Message>('DeleteMessage', { messageId })]);
  }

  async react(messageId: Id, emoji: string, on: boolean): Promise<void> {
    this.add([await this.#source.call<Message>('React', { messageId, emoji, on })]);
  }

  async #deliver(clientMessageId: string): Promise<void> {
    const one = this.store.getState().pending.find((pending) => pending.clientMessageId === clientMessageId);
    if (one === undefined) return;
    try {
      const { text, replyTo, attachments } = one;
      this.add([await this.#source.call<Message>('SendMessage', {
        conversationId: this.id, clientMessageId, text, replyTo: replyTo?.id ?? null, attachmentIds: attachments.map(({ id }) => id),
      })]);
    } catch (error) {
      this.#mark(clientMessageId, true);
      // A broken link mends itself and sends again; anything else somebody must hear of.
      if (errorCode(error) !== 'disconnected') throw error;
    }
  }

  #mark(clientMessageId: string, failed: boolean): void {
    this.store.setState(({ pending }) => ({ pending: pending.map((one) => (one.clientMessageId === clientMessageId ? { ...one, failed } : one)) }));
  }
}

function highestVersion(messages: readonly Message[]): number {
  return messages.reduce((highest, { version }) => Math.max(highest, version), 0);
}
