import { ImageUp, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { users } from '@/api/endpoints';
import type { Me } from '@/api/types';
import { setUser } from '@/auth/sessionStore';
import { useMe } from '@/auth/useSession';
import { Avatar } from '@/ui/Avatar';
import { toast, toastError } from '@/ui/toasts';
import { resizePicture } from './resizePicture';

/** The own picture; it is made small here, before it is sent. */
export function PictureField() {
  const { t } = useTranslation();
  const me = useMe();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const save = async (work: () => Promise<Me>): Promise<void> => {
    setBusy(true);
    try {
      setUser(await work());
    } catch (error) {
      toastError(error);
    } finally {
      setBusy(false);
    }
  };
  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    let picture: Blob;
    try {
      picture = await resizePicture(file);
    } catch {
      toast(t('account.pictureTooLarge'), { tone: 'bad' });
      return;
    }
    await save(() => users.setPicture(picture));
  };
  return (
    <div className="flex items-center gap-4">
      <Avatar name={me.displayName === '' ? me.name : me.displayName} picture={me.picture} size="5rem" />
      <div className="flex flex-wrap gap-2">
        <input ref={input} type="file" accept="image/*" className="sr-only" tabIndex={-1} aria-label={t('account.picture')} onChange={(event) => { void choose(event.target.files?.[0]); event.target.value = ''; }} />
        <button type="button" className="btn btn-sm" disabled={busy} onClick={() => input.current?.click()}><ImageUp className="size-4" aria-hidden="true" />{t('account.choosePicture')}</button>
        {me.picture !== null && (
          <button type="button" className="btn btn-ghost btn-sm" disabled={busy} onClick={() => void save(() => users.dropPicture())}><Trash2 className="size-4" aria-hidden="true" />{t('account.dropPicture')}</button>
        )}
      </div>
    </div>
  );
}
