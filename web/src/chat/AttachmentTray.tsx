import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '@/lib/bytes';
import type { Uploads } from './useUploads';

export function AttachmentTray({ uploads }: { uploads: Uploads }) {
  const { t } = useTranslation();
  if (uploads.items.length === 0) return null;
  return (
    <ul className="mb-2 flex flex-wrap gap-2">
      {uploads.items.map(({ key, file, state }) => (
        <li key={key} className="rise flex max-w-60 items-center gap-2 rounded-xl bg-base-200 py-1 pr-1 pl-3 text-sm">
          {state === 'sending' && <span className="loading loading-spinner loading-xs" aria-hidden="true" />}
          <span className="min-w-0"><span className="block truncate">{file.name}</span><span className="text-xs text-muted">{formatBytes(file.size)}</span></span>
          <button type="button" className="btn btn-circle btn-ghost btn-xs" aria-label={t('chat.removeAttachment', { name: file.name })} onClick={() => uploads.remove(key)}><X className="size-3.5" aria-hidden="true" /></button>
        </li>
      ))}
    </ul>
  );
}
