import { FileDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '@/api/types';
import { formatBytes } from '@/lib/bytes';

/** Pictures, sound and films show themselves; anything else is a file to download. */
export function AttachmentView({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation();
  const { name, type, url, width, height } = attachment;
  if (/^image\/(png|jpeg|webp|gif|avif)$/.test(type)) {
    return (
      <a href={url} target="_blank" rel="noopener" className="my-1 block overflow-hidden rounded-xl">
        {/* The size is known before the picture is there: nothing jumps when it comes. */}
        <img src={url} alt={name} loading="lazy" width={width ?? undefined} height={height ?? undefined} className="max-h-80 w-auto max-w-full object-contain" />
      </a>
    );
  }
  if (type.startsWith('video/')) return <video src={url} controls preload="metadata" aria-label={name} className="my-1 max-h-80 max-w-full rounded-xl" />;
  if (type.startsWith('audio/')) return <audio src={url} controls preload="metadata" aria-label={name} className="my-1 max-w-full" />;
  return (
    <a href={url} download={name} aria-label={t('chat.download', { name })} className="my-1 flex items-center gap-3 rounded-xl border border-current/30 px-3 py-2">
      <FileDown className="size-5 shrink-0" aria-hidden="true" />
      <span className="min-w-0"><span className="block truncate text-sm font-medium">{name}</span><span className="text-xs">{formatBytes(attachment.size)}</span></span>
    </a>
  );
}
