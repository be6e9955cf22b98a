import { type SubmitEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { auth } from '@/api/endpoints';
import type { Meeting } from '@/api/types';
import { setUser } from '@/auth/sessionStore';
import { useSession } from '@/auth/useSession';
import { DeviceNotice } from '@/call/prejoin/DeviceNotice';
import { DevicePickers } from '@/call/prejoin/DevicePickers';
import { Preview } from '@/call/prejoin/Preview';
import { errorText } from '@/i18n/errorText';
import { useTimeText } from '@/i18n/useTimeText';
import { readStored, writeStored } from '@/lib/storage';
import type { LocalMedia } from '@/media/localMedia';
import { Field } from '@/ui/Field';
import { Logo } from '@/ui/Logo';
import { toastError } from '@/ui/toasts';
import type { MeetingFlow } from './meetingFlow';

interface PreJoinProps {
  flow: MeetingFlow;
  meeting: Meeting;
  media: LocalMedia;
  joining: boolean;
  problem: unknown;
}

const nameKey = 'vidrn.guest-name';

/** Before the meeting: how one looks and sounds, under which name, and the door. */
export function PreJoin({ flow, meeting, media, joining, problem }: PreJoinProps) {
  const { t } = useTranslation();
  const time = useTimeText();
  const { user } = useSession();
  const [name, setName] = useState(() => readStored(nameKey) ?? '');
  const [busy, setBusy] = useState(false);
  useEffect(() => void media.open(), [media]);

  const knocks = meeting.lobby && meeting.role === 'none';
  const refused = !meeting.guests && (user === null || user.guest);
  const inside = meeting.participantCount === 0 ? t('meeting.insideNobody') : t('meeting.inside', { count: meeting.participantCount });
  const join = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      if (user === null) {
        writeStored(nameKey, name.trim());
        setUser((await auth.guest(name.trim())).user);
      }
      await flow.join();
    } catch (error) {
      toastError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center gap-2 px-4 py-4 sm:px-8">
        <Link to="/" className="flex items-center gap-2 font-semibold"><Logo /> {t('common.appName')}</Link>
      </header>
      <main className="mx-auto grid w-full max-w-6xl flex-1 items-center gap-8 px-4 pb-10 sm:px-8 lg:grid-cols-[1.7fr_1fr] lg:gap-14">
        <div className="flex flex-col gap-3">
          <Preview media={media} name={user?.displayName ?? name} picture={user?.picture ?? null} />
          <DeviceNotice media={media} kind="microphone" />
          <DeviceNotice media={media} kind="camera" />
          <DevicePickers media={media} />
        </div>
        <form className="flex flex-col gap-5" onSubmit={(event) => void join(event)}>
          <div>
            <h1 className="text-3xl font-semibold">{meeting.title === '' ? t('meeting.ready') : meeting.title}</h1>
            <p className="mt-2 text-muted">{meeting.state === 'scheduled' && meeting.startsAt !== null ? t('meeting.startsAt', { when: time.dateTime(meeting.startsAt) }) : inside}</p>
            <p className="text-sm text-muted">{t('meeting.by', { name: meeting.host.displayName })}</p>
          </div>
          {refused ? (
            <div className="flex flex-col gap-3">
              <p className="font-medium">{t('meeting.guestsRefused')}</p>
              <p className="text-sm text-muted">{t('meeting.guestsRefusedHint')}</p>
              <Link to={`/login?to=/m/${meeting.code}`} className="btn btn-primary">{t('nav.logIn')}</Link>
            </div>
          ) : (
            <>
              {user === null && (
                <Field label={t('meeting.yourName')} hint={t('meeting.yourNameHint')}>
                  {(ids) => <input {...ids} className="input w-full" required maxLength={40} autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} />}
                </Field>
              )}
              <button type="submit" className="btn btn-primary btn-lg w-full" disabled={joining || busy || (user === null && name.trim() === '')}>
                {joining || busy ? <><span className="loading loading-spinner loading-sm" aria-hidden="true" />{t('meeting.joining')}</> : t(knocks ? 'meeting.ask' : 'meeting.join')}
              </button>
              {problem !== null && problem !== undefined && <p role="alert" className="text-sm text-danger">{errorText(problem)}</p>}
            </>
          )}
        </form>
      </main>
    </div>
  );
}
