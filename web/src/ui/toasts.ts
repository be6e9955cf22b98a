import { createStore } from 'zustand/vanilla';
import { errorText } from '@/i18n/errorText';

export interface Toast {
  id: number;
  tone: 'plain' | 'good' | 'bad';
  text: string;
  action?: { label: string; run: () => void } | undefined;
}

const shownForMs = 6_000;
const ringingForMs = 30_000;
let lastId = 0;

export const toastStore = createStore<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));

/** `stays`: as long as a call rings. */
export function toast(text: string, options: { tone?: Toast['tone']; action?: Toast['action']; stays?: boolean } = {}): void {
  const id = ++lastId;
  // The same words again replace the ones before: a failing button is not a pile of toasts.
  toastStore.setState(({ toasts }) => ({
    toasts: [...toasts.filter((other) => other.text !== text).slice(-2), { id, text, tone: options.tone ?? 'plain', action: options.action }],
  }));
  setTimeout(() => dismissToast(id), options.stays === true ? ringingForMs : shownForMs);
}

export function dismissToast(id: number): void {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((other) => other.id !== id) }));
}

/** For the end of a promise chain: says in words what went wrong. */
export function toastError(error: unknown): void {
  toast(errorText(error), { tone: 'bad' });
}
