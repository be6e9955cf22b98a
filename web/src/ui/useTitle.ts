import { useEffect } from 'react';

/** Names the tab, as long as the screen stands. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === 'Vidrn' ? title : `${title} · Vidrn`;
  }, [title]);
}
