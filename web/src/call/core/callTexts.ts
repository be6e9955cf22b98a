import { createStore, type StoreApi } from 'zustand/vanilla';

/** Something written during a call; kept on this page alone, and only as long as the call. */
export interface CallText {
  id: string;
  name: string;
  own: boolean;
  text: string;
  at: number;
}

export interface CallTextsState {
  texts: readonly CallText[];
  unread: number;
}

interface CallLine {
  call<T>(method: string, argument?: object): Promise<T>;
}

/** What is written beside one call. */
export class CallTexts {
  readonly store: StoreApi<CallTextsState> = createStore(() => ({ texts: [], unread: 0 }));
  readonly #line: CallLine;
  #count = 0;

  constructor(line: CallLine) {
    this.#line = line;
  }

  /** Rejects when it was not taken. */
  async send(roomId: string, text: string): Promise<void> {
    const { at } = await this.#line.call<{ at: number }>('SendCallText', { roomId, text });
    this.#add({ name: '', own: true, text, at });
  }

  receive(name: string, text: string, at: number): void {
    this.#add({ name, own: false, text, at });
  }

  read(): void {
    if (this.store.getState().unread > 0) this.store.setState({ unread: 0 });
  }

  /** Another call, another page. */
  clear(): void {
    this.store.setState({ texts: [], unread: 0 });
  }

  #add(text: Omit<CallText, 'id'>): void {
    const id = String(++this.#count);
    this.store.setState(({ texts, unread }) => ({ texts: [...texts, { ...text, id }], unread: text.own ? unread : unread + 1 }));
  }
}
