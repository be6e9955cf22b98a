import { ChevronLeft, EllipsisVertical, Eraser, Info, Phone, Search, Video } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { chat, meetings } from '@/api/endpoints';
import type { Conversation } from '@/api/types';
import { callController } from '@/friendCall/callController';
import { useTimeText } from '@/i18n/useTimeText';
import { Avatar } from '@/ui/Avatar';
import { confirm } from '@/ui/confirm';
import { Menu } from '@/ui/Menu';
import { MenuItem } from '@/ui/MenuItem';
import { toastError } from '@/ui/toasts';
import { logOf } from './chatLogs';
import { GroupDialog } from './GroupDialog';
import { SearchDialog } from './SearchDialog';

export function ConversationHeader({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const time = useTimeText();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'search' | 'group' | null>(null);
  const { id, title, peer, groupId } = conversation;
  const call = (video: boolean): void => {
    if (peer !== null) void callController.start({ userId: peer.id, name: title, picture: peer.picture, video });
    // A group is called by a meeting of its own.
    else if (groupId !== null) void meetings.create({ groupId }).then(({ code }) => navigate(`/m/${code}`), toastError);
  };
  const clear = async (): Promise<void> => {
    if (!(await confirm({ title: t('chat.clear'), text: t('chat.clearText'), action: t('chat.clear') }))) return;
    await chat.clear(id).then(() => logOf(id).clear(), toastError);
  };
  const presence = peer?.presence;
  const note = groupId !== null
    ? `${t('chat.members', { count: conversation.memberCount })} · ${t('chat.onlineCount', { count: conversation.onlineCount })}`
    : presence?.state === 'online' ? t('common.online')
      : presence?.state === 'in-call' ? t('common.inCall')
        : typeof presence?.lastSeen === 'number' ? t('common.lastSeen', { when: time.ago(presence.lastSeen) }) : '';
  return (
    <header className="flex items-center gap-2 border-b border-base-300 px-3 py-2.5">
      <Link to="/chats" className="btn btn-circle btn-ghost btn-sm md:hidden" aria-label={t('common.back')}><ChevronLeft className="size-5" aria-hidden="true" /></Link>
      <Avatar name={title} picture={conversation.picture ?? peer?.picture} />
      <div className="min-w-0 flex-1">
        <h1 className="truncate text-base font-semibold">{peer === null ? title : <Link to={`/people/${peer.id}`} className="rounded hover:underline">{title}</Link>}</h1>
        <p className="truncate text-xs text-muted">{note}</p>
      </div>
      {peer !== null && <button type="button" className="btn btn-circle btn-ghost btn-sm" aria-label={t('people.audioCall')} title={t('people.audioCall')} onClick={() => call(false)}><Phone className="size-5" aria-hidden="true" /></button>}
      <button type="button" className="btn btn-circle btn-ghost btn-sm" aria-label={groupId === null ? t('people.videoCall') : t('chat.groupCall')} title={groupId === null ? t('people.videoCall') : t('chat.groupCall')} onClick={() => call(true)}><Video className="size-5" aria-hidden="true" /></button>
      <Menu label={t('common.moreActions')} button={<EllipsisVertical className="size-5" aria-hidden="true" />}>
        <MenuItem icon={Search} label={t('chat.searchIn')} onSelect={() => setDialog('search')} />
        {groupId !== null && <MenuItem icon={Info} label={t('chat.details')} onSelect={() => setDialog('group')} />}
        <MenuItem icon={Eraser} danger label={t('chat.clear')} onSelect={() => void clear()} />
      </Menu>
      {dialog === 'search' && <SearchDialog conversationId={id} onClose={() => setDialog(null)} />}
      {dialog === 'group' && groupId !== null && <GroupDialog groupId={groupId} onClose={() => setDialog(null)} />}
    </header>
  );
}
