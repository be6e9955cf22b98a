import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { watchLevel } from '@/media/levelMeter';
import type { LocalMedia } from '@/media/localMedia';
import { SpeechWatch, type SpeechNotice } from '@/media/speechWatch';

/** Whether the own microphone is spoken into while muted, or gives nothing. */
export function useSpeechNotice(media: LocalMedia): SpeechNotice {
  const track = useStore(media.store, (state) => state.microphone.track);
  const [notice, setNotice] = useState<SpeechNotice>(null);
  useEffect(() => {
    if (track === null) return undefined;
    const watch = new SpeechWatch();
    const end = watchLevel(track, (level) => setNotice(watch.next(level, media.store.getState().muted, performance.now())));
    return () => {
      end();
      setNotice(null);
    };
  }, [track, media]);
  return notice;
}
