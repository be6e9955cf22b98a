import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Meeting } from '@/api/types';
import { useSession } from '@/auth/useSession';
import { Preview } from '@/call/prejoin/Preview';
import type { LocalMedia } from '@/media/localMedia';
import type { MeetingFlow } from './meetingFlow';

interface LobbyWaitProps {
  flow: MeetingFlow;
  meeting: Meeting;
  media: LocalMedia;
  denied: boolean;
}

/** Knocked, and waiting to be let in. */
export function LobbyWait({ flow, meeting, media, denied }: LobbyWaitProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const navigate = useNavigate();
  return (
    <main className="mx-auto flex min-h-dvh max-w-2xl flex-col items-center justify-center gap-6 px-4 py-8 text-center">
      <div className="w-full"><Preview media={media} name={user?.displayName ?? ''} picture={user?.picture ?? null} /></div>
      <div role="status" aria-live="polite">
        {!denied && <span className="loading loading-ring loading-xl mb-2 text-primary" aria-hidden="true" />}
        <p className="text-sm text-muted">{meeting.title}</p>
        <h1 className="mt-1 text-2xl font-semibold text-balance">{t(denied ? 'meeting.denied' : 'meeting.waiting')}</h1>
        <p className="mt-2 text-muted">{t(denied ? 'meeting.deniedHint' : 'meeting.waitingHint')}</p>
      </div>
      <div className="flex gap-2">
        {denied && <button type="button" className="btn btn-primary" onClick={() => void flow.join()}>{t('meeting.askAgain')}</button>}
        <button type="button" className="btn" onClick={() => void flow.leave().then(() => navigate('/'))}>{t('call.leave')}</button>
      </div>
    </main>
  );
}
