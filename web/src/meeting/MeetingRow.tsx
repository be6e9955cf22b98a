import { useQueryClient } from '@tanstack/react-query';
import { CalendarX, ClipboardList, EllipsisVertical, Link2, Pencil, Trash2, UserPlus, Video } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { meetings } from '@/api/endpoints';
import type { Id, Meeting } from '@/api/types';
import { useTimeText } from '@/i18n/useTimeText';
import { classes } from '@/ui/classes';
import { confirm } from '@/ui/confirm';
import { copyText } from '@/ui/copyText';
import { Menu } from '@/ui/Menu';
import { MenuItem } from '@/ui/MenuItem';
import { toast, toastError } from '@/ui/toasts';
import { EditMeetingDialog } from './EditMeetingDialog';
import { InviteFriends } from './InviteFriends';
import { meetingLink } from './meetingCode';
import { meetingKeys } from './meetingKeys';
import { PastMeetingDialog } from './PastMeetingDialog';

const nobody: ReadonlySet<Id> = new Set();

export function MeetingRow({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const time = useTimeText();
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<'edit' | 'invite' | 'past' | null>(null);
  const { code, title, host, state, startsAt, endedAt, createdAt, openedAt, role, participantCount } = meeting;
  const live = state === 'open' && participantCount > 0;
  const upcoming = state === 'open' || state === 'scheduled';
  const hosts = role === 'host' || role === 'cohost';
  const act = async (question: { title: string; text: string }, work: () => Promise<unknown>): Promise<void> => {
    if (!(await confirm({ ...question, action: question.title }))) return;
    await work().catch(toastError);
    await queries.invalidateQueries({ queryKey: meetingKeys.lists });
  };
  const copy = (): void => void copyText(meetingLink(code)).then(() => toast(t('call.inviteCopied'), { tone: 'good' }));
  const close = (): void => setDialog(null);
  const when = live
    ? `${t('meeting.openNow')} · ${t('common.people', { count: participantCount })}`
    : state === 'cancelled' ? t('meeting.wasCancelled') : time.dateTime(endedAt ?? startsAt ?? createdAt);
  return (
    <li className="flex items-center gap-3 rounded-2xl p-2 hover:bg-base-200">
      <span className={classes('grid size-11 shrink-0 place-items-center rounded-2xl', live ? 'bg-success text-success-content' : 'bg-base-300')}><Video className="size-5" aria-hidden="true" /></span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{title === '' ? t('meeting.untitled') : title}</p>
        <p className="truncate text-sm text-muted">{when} · {t('meeting.by', { name: host.displayName })}</p>
      </div>
      {upcoming && <Link to={`/m/${code}`} className="btn btn-sm">{t('meeting.joinNow')}</Link>}
      <Menu label={t('common.moreActions')} button={<EllipsisVertical className="size-4.5" aria-hidden="true" />}>
        {upcoming && <MenuItem icon={Link2} label={t('meeting.copyLink')} onSelect={copy} />}
        {upcoming && hosts && <MenuItem icon={UserPlus} label={t('meeting.inviteFriends')} onSelect={() => setDialog('invite')} />}
        {upcoming && role === 'host' && <MenuItem icon={Pencil} label={t('common.edit')} onSelect={() => setDialog('edit')} />}
        {openedAt !== null && role !== 'none' && <MenuItem icon={ClipboardList} label={t('meeting.whoWasThere')} onSelect={() => setDialog('past')} />}
        {state === 'scheduled' && role === 'host' && <MenuItem icon={CalendarX} danger label={t('meeting.cancel')} onSelect={() => void act({ title: t('meeting.cancel'), text: t('meeting.cancelText') }, () => meetings.cancel(code))} />}
        {role === 'host' && <MenuItem icon={Trash2} danger label={t('meeting.delete')} onSelect={() => void act({ title: t('meeting.delete'), text: t('meeting.deleteText') }, () => meetings.remove(code))} />}
      </Menu>
      {dialog === 'edit' && <EditMeetingDialog meeting={meeting} onClose={close} />}
      {dialog === 'invite' && <InviteFriends code={code} present={nobody} onClose={close} />}
      {dialog === 'past' && <PastMeetingDialog meeting={meeting} onClose={close} />}
    </li>
  );
}
