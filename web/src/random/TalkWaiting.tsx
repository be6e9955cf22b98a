import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { SelfVideo } from '@/call/components/SelfVideo';
import { formatDuration } from '@/lib/time';
import type { LocalMedia } from '@/media/localMedia';
import { useNow } from '@/ui/useNow';
import type { TalkFlow } from './talkFlow';

interface TalkWaitingProps {
  flow: TalkFlow;
  media: LocalMedia;
  title: string;
  hint: string | null;
  since: number | null;
}

/** In the queue: the own picture, soft, and how it goes. */
export function TalkWaiting({ flow, media, title, hint, since }: TalkWaitingProps) {
  const { t } = useTranslation();
  const track = useStore(media.store, (state) => state.camera.track);
  const now = useNow();
  return (
    <main data-theme="stage" className="fixed inset-0 grid place-items-center overflow-hidden bg-base-200 text-white">
      {track !== null && <SelfVideo track={track} mirrored className="scale-105 opacity-35 blur-lg" />}
      <div className="relative flex flex-col items-center gap-6 px-6 text-center">
        <div className="relative grid size-28 place-items-center" aria-hidden="true">
          <span className="ring-out absolute inset-0 rounded-full border-2 border-primary/70" />
          <span className="ring-out absolute inset-0 rounded-full border-2 border-primary/70 [animation-delay:900ms]" />
          <span className="relative size-24 overflow-hidden rounded-full bg-base-300">{track !== null && <SelfVideo track={track} mirrored />}</span>
        </div>
        <div role="status" aria-live="polite">
          <h1 className="text-2xl font-semibold text-balance">{title}</h1>
          {hint !== null && <p className="mt-2 text-white/85">{hint}</p>}
        </div>
        {since !== null && <p className="tabular text-sm text-white/80">{t('talk.waited', { time: formatDuration(now - since) })}</p>}
        <button type="button" className="btn btn-lg border-0 bg-white/15 text-white hover:bg-white/25" onClick={() => void flow.end()}>
          <X className="size-5" aria-hidden="true" />{t('talk.stop')}
        </button>
      </div>
    </main>
  );
}
