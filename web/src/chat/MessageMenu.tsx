import { Copy, EllipsisVertical, Pencil, Reply, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '@/api/types';
import { confirm } from '@/ui/confirm';
import { copyText } from '@/ui/copyText';
import { Menu } from '@/ui/Menu';
import { MenuItem } from '@/ui/MenuItem';
import { toast, toastError } from '@/ui/toasts';
import type { ConversationLog } from './conversationLog';

interface MessageMenuProps {
  message: Message;
  own: boolean;
  log: ConversationLog;
  onReply: (message: Message) => void;
  onEdit: (message: Message) => void;
}

const quickEmojis = ['👍', '❤️', '😂', '😮', '😢', '🎉'];

/** Appears with the pointer or the focus; on touch it stands, faint. */
export function MessageMenu({ message, own, log, onReply, onEdit }: MessageMenuProps) {
  const { t } = useTranslation();
  const remove = async (): Promise<void> => {
    if (await confirm({ title: t('chat.deleteForAll'), text: t('chat.deleteText'), action: t('common.delete') })) await log.remove(message.id).catch(toastError);
  };
  return (
    <div className="mb-4 opacity-0 transition-opacity group-hover/message:opacity-100 focus-within:opacity-100 pointer-coarse:opacity-60">
      <Menu label={t('common.moreActions')} align={own ? 'end' : 'start'} side="above" buttonClass="btn btn-circle btn-ghost btn-xs" button={<EllipsisVertical className="size-4" aria-hidden="true" />}>
        <div role="group" aria-label={t('chat.react')} className="flex gap-0.5 px-1 pb-1">
          {quickEmojis.map((emoji) => (
            <button key={emoji} type="button" role="menuitem" tabIndex={-1} className="grid size-9 place-items-center rounded-xl text-lg hover:bg-base-200 focus:bg-base-200" onClick={() => void log.react(message.id, emoji, true).catch(toastError)}>{emoji}</button>
          ))}
        </div>
        <MenuItem icon={Reply} label={t('chat.reply')} onSelect={() => onReply(message)} />
        {message.text !== '' && <MenuItem icon={Copy} label={t('chat.copyText')} onSelect={() => void copyText(message.text).then(() => toast(t('common.copied')))} />}
        {own && <MenuItem icon={Pencil} label={t('common.edit')} onSelect={() => onEdit(message)} />}
        {own && <MenuItem icon={Trash2} danger label={t('chat.deleteForAll')} onSelect={() => void remove()} />}
      </Menu>
    </div>
  );
}
