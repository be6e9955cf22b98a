import { type SubmitEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useStore } from 'zustand';
import type { QueueProfile } from '@/api/types';
import { useSession } from '@/auth/useSession';
import { DeviceNotice } from '@/call/prejoin/DeviceNotice';
import { DevicePickers } from '@/call/prejoin/DevicePickers';
import { Preview } from '@/call/prejoin/Preview';
import { errorText } from '@/i18n/errorText';
import type { LocalMedia } from '@/media/localMedia';
import { isMediaGranted } from '@/media/permission';
import { Logo } from '@/ui/Logo';
import { AllowDevices } from './AllowDevices';
import { ProfileFields } from './ProfileFields';
import { readQueueProfile, writeQueueProfile } from './queueProfile';
import { RulesGate } from './RulesGate';
import { type TalkFlow, termsVersion } from './talkFlow';

/** Who one is, what one looks like, and the rules: then the queue. */
export function TalkStart({ flow, media }: { flow: TalkFlow; media: LocalMedia }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [profile, setProfile] = useState<QueueProfile>(() => withName(readQueueProfile(), user?.displayName));
  const [agreed, setAgreed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const asked = useStore(media.store, (state) => state.microphone.status !== 'off' || state.camera.status !== 'off');
  const consented = user?.consent?.terms === termsVersion;

  useEffect(() => {
    void isMediaGranted().then((granted) => (granted ? media.open() : undefined));
  }, [media]);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    writeQueueProfile(profile);
    try {
      await flow.start({ ...profile, name: profile.name.trim() });
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center gap-2 px-4 py-4 sm:px-8">
        <Link to="/" className="flex items-center gap-2 font-semibold"><Logo /> {t('common.appName')}</Link>
      </header>
      <main className="mx-auto w-full max-w-6xl flex-1 px-4 pb-12 sm:px-8">
        <h1 className="text-3xl font-semibold">{t('talk.title')}</h1>
        <p className="mt-1 mb-6 text-muted">{t('talk.lead')}</p>
        <form className="grid gap-8 lg:grid-cols-2 lg:gap-14" onSubmit={(event) => void submit(event)}>
          <div className="flex flex-col gap-3">
            {asked ? (
              <>
                <Preview media={media} name={profile.name} picture={user?.picture ?? null} />
                <DeviceNotice media={media} kind="microphone" />
                <DeviceNotice media={media} kind="camera" />
                <DevicePickers media={media} />
              </>
            ) : <AllowDevices onAllow={() => void media.open()} />}
          </div>
          <div className="flex flex-col gap-5">
            <ProfileFields profile={profile} onChange={setProfile} />
            {!consented && <RulesGate onAgree={setAgreed} />}
            <button type="submit" className="btn btn-primary btn-lg" disabled={busy || profile.name.trim() === '' || !asked || !(agreed || consented)}>
              {busy && <span className="loading loading-spinner loading-sm" aria-hidden="true" />}{t('talk.start')}
            </button>
            {problem !== null && <p role="alert" className="text-sm text-danger">{errorText(problem)}</p>}
          </div>
        </form>
      </main>
    </div>
  );
}

function withName(profile: QueueProfile, name: string | undefined): QueueProfile {
  return profile.name === '' && name !== undefined ? { ...profile, name } : profile;
}
