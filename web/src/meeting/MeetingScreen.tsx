import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useStore } from 'zustand';
import { meetings } from '@/api/endpoints';
import type { Meeting } from '@/api/types';
import { useCallMedia } from '@/call/useCallMedia';
import { errorText } from '@/i18n/errorText';
import { link } from '@/live/link';
import type { LocalMedia } from '@/media/localMedia';
import { Spinner } from '@/ui/Spinner';
import { StateCard } from '@/ui/StateCard';
import { useResource } from '@/ui/useResource';
import { useTitle } from '@/ui/useTitle';
import { LeftScreen } from './LeftScreen';
import { LobbyWait } from './LobbyWait';
import { MeetingFlow } from './meetingFlow';
import { meetingKeys } from './meetingKeys';
import { MeetingStage } from './MeetingStage';
import { PreJoin } from './PreJoin';

/** /m/<code>: the whole visit to a meeting. */
export function MeetingScreen() {
  const { t } = useTranslation();
  const { code = '' } = useParams();
  const query = useQuery({ queryKey: meetingKeys.one(code), queryFn: ({ signal }) => meetings.get(code, signal) });
  const media = useCallMedia();
  useTitle(query.data?.title ?? t('meeting.untitled'));
  if (query.error !== null) {
    return (
      <main className="grid min-h-dvh place-items-center">
        <StateCard icon={SearchX} title={t('meeting.notFound')} hint={errorText(query.error)}>
          <button type="button" className="btn" onClick={() => void query.refetch()}>{t('common.retry')}</button>
          <Link to="/" className="btn btn-primary">{t('trouble.goHome')}</Link>
        </StateCard>
      </main>
    );
  }
  if (query.data === undefined || media === null) return <main className="grid min-h-dvh place-items-center"><Spinner className="loading-lg" /></main>;
  return <Visit key={code} meeting={query.data} media={media} />;
}

function Visit({ meeting, media }: { meeting: Meeting; media: LocalMedia }) {
  const { code } = meeting;
  const make = useCallback(() => {
    const value = new MeetingFlow(code, media, link);
    return { value, dispose: () => value.dispose() };
  }, [code, media]);
  const flow = useResource(make);
  return flow === null ? null : <Phases flow={flow} meeting={meeting} media={media} />;
}

function Phases({ flow, meeting, media }: { flow: MeetingFlow; meeting: Meeting; media: LocalMedia }) {
  const phase = useStore(flow.store, (state) => state.phase);
  switch (phase.name) {
    case 'inside': return <MeetingStage flow={flow} meeting={meeting} session={phase.session} />;
    case 'lobby':
    case 'denied': return <LobbyWait flow={flow} meeting={meeting} media={media} denied={phase.name === 'denied'} />;
    case 'left': return <LeftScreen flow={flow} meeting={meeting} reason={phase.reason} />;
    default:
      return meeting.state === 'ended' || meeting.state === 'cancelled'
        ? <LeftScreen flow={flow} meeting={meeting} reason="ended" />
        : <PreJoin flow={flow} meeting={meeting} media={media} joining={phase.name === 'joining'} problem={phase.name === 'preparing' ? phase.problem : null} />;
  }
}
