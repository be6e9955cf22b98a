import { useState } from 'react';
import i18next from 'i18next';
import { chat } from '@/api/endpoints';
import type { Attachment, Id } from '@/api/types';
import { toast, toastError } from '@/ui/toasts';

export interface Upload {
  key: number;
  file: File;
  state: 'sending' | 'done';
  attachment: Attachment | null;
}

export interface Uploads {
  items: readonly Upload[];
  add(files: readonly File[]): void;
  remove(key: number): void;
  /** The finished ones; the tray is empty after. */
  take(): Attachment[];
}

const largest = 10 * 1024 * 1024;
const most = 10;
let lastKey = 0;

/** Files that go with the next message; each is sent as soon as it is chosen. */
export function useUploads(conversationId: Id): Uploads {
  const [items, setItems] = useState<readonly Upload[]>([]);
  const remove = (key: number): void => setItems((before) => before.filter((item) => item.key !== key));
  const send = async (item: Upload): Promise<void> => {
    try {
      const attachment = await chat.attach(conversationId, item.file);
      setItems((before) => before.map((one) => (one.key === item.key ? { ...one, state: 'done', attachment } : one)));
    } catch (error) {
      remove(item.key);
      toastError(error);
    }
  };
  return {
    items,
    remove,
    add: (files) => {
      if (files.some(({ size }) => size > largest)) toast(i18next.t('chat.attachmentRefused'), { tone: 'bad' });
      const added = files.filter(({ size }) => size <= largest).slice(0, most - items.length).map((file): Upload => ({ key: ++lastKey, file, state: 'sending', attachment: null }));
      setItems([...items, ...added]);
      for (const item of added) void send(item);
    },
    take: () => {
      setItems([]);
      return items.flatMap(({ attachment }) => (attachment === null ? [] : [attachment]));
    },
  };
}
