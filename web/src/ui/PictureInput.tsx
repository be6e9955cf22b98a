import { ImageUp, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { resizePicture } from '@/lib/resizePicture';
import { Avatar } from './Avatar';
import { toast, toastError } from './toasts';

interface PictureInputProps {
  name: string;
  picture: string | null;
  size?: string;
  onSet: (picture: Blob) => Promise<void>;
  onDrop: () => Promise<void>;
}

/** A picture that can be chosen and taken away; it is made small here, before it is sent. */
export function PictureInput({ name, picture, size = '5rem', onSet, onDrop }: PictureInputProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const save = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      toastError(error);
    } finally {
      setBusy(false);
    }
  };
  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    let small: Blob;
    try {
      small = await resizePicture(file);
    } catch {
      toast(t('account.pictureTooLarge'), { tone: 'bad' });
      return;
    }
    await save(() => onSet(small));
  };
  return (
    <div className="flex items-center gap-4">
      <Avatar name={name} picture={picture} size={size} />
      <div className="flex flex-wrap gap-2">
        <input ref={input} type="file" accept="image/*" className="sr-only" tabIndex={-1} aria-label={t('account.picture')} onChange={(event) => { void choose(event.target.files?.[0]); event.target.value = ''; }} />
        <button type="button" className="btn btn-sm" disabled={busy} onClick={() => input.current?.click()}><ImageUp className="size-4" aria-hidden="true" />{t('account.choosePicture')}</button>
        {picture !== null && (
          <button type="button" className="btn btn-ghost btn-sm" disabled={busy} onClick={() => void save(onDrop)}><Trash2 className="size-4" aria-hidden="true" />{t('account.dropPicture')}</button>
        )}
      </div>
    </div>
  );
}
