import { createStore } from 'zustand/vanilla';

export interface Question {
  title: string;
  text: string;
  /** What the button says: the act itself, never "OK". */
  action: string;
}

interface Asked extends Question {
  /** It is asked during a call, which is dark whatever the theme. */
  onStage: boolean;
  answer: (yes: boolean) => void;
}

export const confirmStore = createStore<{ asked: Asked | null }>(() => ({ asked: null }));

/** Asks once before something that cannot be undone. */
export function confirm(question: Question): Promise<boolean> {
  confirmStore.getState().asked?.answer(false);
  return new Promise((resolve) => {
    const answer = (yes: boolean): void => {
      confirmStore.setState({ asked: null });
      resolve(yes);
    };
    confirmStore.setState({ asked: { ...question, answer, onStage: document.querySelector('[data-theme="stage"]') !== null } });
  });
}
