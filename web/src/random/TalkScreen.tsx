import { Sparkles } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useStore } from 'zustand';
import { useCallMedia } from '@/call/useCallMedia';
import { link } from '@/live/link';
import type { LocalMedia } from '@/media/localMedia';
import { StateCard } from '@/ui/StateCard';
import { useResource } from '@/ui/useResource';
import { useTitle } from '@/ui/useTitle';
import { TalkFlow } from './talkFlow';
import { TalkStage } from './TalkStage';
import { TalkStart } from './TalkStart';
import { TalkWaiting } from './TalkWaiting';

/** /talk: from the profile through the queue into calls with strangers. */
export function TalkScreen() {
  const { t } = useTranslation();
  const media = useCallMedia();
  useTitle(t('talk.title'));
  return media === null ? null : <Talk media={media} />;
}

function Talk({ media }: { media: LocalMedia }) {
  const make = useCallback(() => {
    const value = new TalkFlow(media, link);
    return { value, dispose: () => value.dispose() };
  }, [media]);
  const flow = useResource(make);
  return flow === null ? null : <Phases flow={flow} media={media} />;
}

function Phases({ flow, media }: { flow: TalkFlow; media: LocalMedia }) {
  const { t } = useTranslation();
  const { talk, session } = useStore(flow.store);
  switch (talk.phase) {
    case 'profile':
      return <TalkStart flow={flow} media={media} />;
    case 'stopped':
      return <Stopped flow={flow} media={media} />;
    case 'talking':
      if (session !== null) return <TalkStage flow={flow} session={session} match={talk.match} />;
      return null;
    case 'connecting':
      return <TalkWaiting flow={flow} media={media} title={t('talk.connecting', { name: talk.match.partnerName })} since={null} hint={null} />;
    case 'waiting': {
      const { notice, position, waiting } = talk;
      const reasons = { next: 'talk.partnerNext', leave: 'talk.partnerLeave', disconnect: 'talk.partnerDisconnect' } as const;
      const title = notice === null ? t('talk.waiting') : t(reasons[notice.reason], { name: notice.name });
      const hint = position === null || waiting === null ? t('talk.waitingHint') : `${t('talk.position', { position, waiting })} · ${t('talk.waitingHint')}`;
      return <TalkWaiting flow={flow} media={media} title={title} since={talk.since} hint={hint} />;
    }
  }
}

function Stopped({ flow, media }: { flow: TalkFlow; media: LocalMedia }) {
  const { t } = useTranslation();
  // The lights go out at once, not when the screen is left.
  useEffect(() => media.rest(), [media]);
  return (
    <main className="grid min-h-dvh place-items-center">
      <StateCard icon={Sparkles} title={t('talk.stopped')} hint={t('talk.stoppedHint')}>
        <button type="button" className="btn btn-primary" onClick={() => flow.edit()}>{t('talk.again')}</button>
        <Link to="/" className="btn">{t('trouble.goHome')}</Link>
      </StateCard>
    </main>
  );
}
