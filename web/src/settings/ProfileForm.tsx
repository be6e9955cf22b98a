import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { users } from '@/api/endpoints';
import { setUser } from '@/auth/sessionStore';
import { useMe } from '@/auth/useSession';
import { Field } from '@/ui/Field';
import { LanguagePicker } from '@/ui/LanguagePicker';
import { PictureInput } from '@/ui/PictureInput';
import { toastError } from '@/ui/toasts';

export function ProfileForm({ submitLabel, onSaved }: { submitLabel: string; onSaved: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [profile, setProfile] = useState(() => ({
    displayName: me.displayName === '' ? me.name : me.displayName, bio: me.bio, native: me.native, learning: me.learning, location: me.location,
  }));
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<typeof profile>): void => setProfile({ ...profile, ...part });
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      setUser(await users.update({ ...profile, displayName: profile.displayName.trim(), bio: profile.bio.trim(), location: profile.location.trim() }));
      onSaved();
    } catch (error) {
      toastError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="flex flex-col gap-5" onSubmit={(event) => void submit(event)}>
      <PictureInput
        name={me.displayName === '' ? me.name : me.displayName}
        picture={me.picture}
        onSet={async (picture) => setUser(await users.setPicture(picture))}
        onDrop={async () => setUser(await users.dropPicture())}
      />
      <Field label={t('account.displayName')}>
        {(ids) => <input {...ids} className="input w-full" required maxLength={40} autoComplete="name" value={profile.displayName} onChange={(event) => change({ displayName: event.target.value })} />}
      </Field>
      <LanguagePicker label={t('account.native')} chosen={profile.native} onChange={(native) => change({ native })} />
      <LanguagePicker label={t('account.learning')} hint={t('account.learningHint')} chosen={profile.learning} onChange={(learning) => change({ learning })} />
      <Field label={t('account.location')}>
        {(ids) => <input {...ids} className="input w-full" maxLength={60} placeholder={t('account.locationPlaceholder')} value={profile.location} onChange={(event) => change({ location: event.target.value })} />}
      </Field>
      <Field label={t('account.bio')}>
        {(ids) => <textarea {...ids} className="textarea w-full" rows={3} maxLength={500} placeholder={t('account.bioPlaceholder')} value={profile.bio} onChange={(event) => change({ bio: event.target.value })} />}
      </Field>
      <button type="submit" className="btn btn-primary sm:self-start" disabled={busy || profile.displayName.trim() === ''}>
        {busy && <span className="loading loading-spinner loading-sm" aria-hidden="true" />}{submitLabel}
      </button>
    </form>
  );
}
