import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StageLayout } from './stagePlan';

/** Which side panel is open; each call names those that it has. */
export type PanelName = 'people' | 'chat' | 'stats';

export interface StageState {
  layout: StageLayout;
  pinned: string | null;
  page: number;
  panel: PanelName | null;
  hideSelf: boolean;
  dataSaver: boolean;
  sheet: boolean;
}

export type StageStore = StoreApi<StageState>;

/** How this page looks at a call; nobody else knows of it. */
export function createStageStore(): StageStore {
  return createStore<StageState>(() => ({ layout: 'auto', pinned: null, page: 0, panel: null, hideSelf: false, dataSaver: false, sheet: false }));
}

const layouts: readonly StageLayout[] = ['auto', 'grid', 'speaker'];

export const stageActions = {
  setLayout: (store: StageStore, layout: StageLayout) => store.setState({ layout, pinned: null, page: 0 }),
  nextLayout: (store: StageStore) => store.setState(({ layout }) => ({ layout: layouts[(layouts.indexOf(layout) + 1) % layouts.length] ?? 'auto', pinned: null, page: 0 })),
  togglePin: (store: StageStore, key: string) => store.setState(({ pinned }) => ({ pinned: pinned === key ? null : key })),
  togglePanel: (store: StageStore, panel: PanelName) => store.setState((state) => ({ panel: state.panel === panel ? null : panel })),
  toggleSheet: (store: StageStore) => store.setState(({ sheet }) => ({ sheet: !sheet })),
};
