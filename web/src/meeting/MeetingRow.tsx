import { useQueryClient } from '@tanstack/react-query';
import { EllipsisVertical, Link2, Trash2, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { meetings } from '@/api/endpoints';
import type { Meeting } from '@/api/types';
import { useTimeText } from '@/i18n/useTimeText';
import { classes } from '@/ui/classes';
import { confirm } from '@/ui/confirm';
import { copyText } from '@/ui/copyText';
import { Menu } from '@/ui/Menu';
import { MenuItem } from '@/ui/MenuItem';
import { toast, toastError } from '@/ui/toasts';
import { meetingLink } from './meetingCode';

export function MeetingRow({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const time = useTimeText();
  const queries = useQueryClient();
  const { code, title, host, state, startsAt, endedAt, createdAt, role, participantCount } = meeting;
  const live = state === 'open' && participantCount > 0;
  const remove = async (): Promise<void> => {
    if (!(await confirm({ title: t('meeting.delete'), text: t('meeting.deleteText'), action: t('meeting.delete') }))) return;
    await meetings.remove(code).catch(toastError);
    await queries.invalidateQueries({ queryKey: ['meetings'] });
  };
  return (
    <li className="flex items-center gap-3 rounded-2xl p-2 hover:bg-base-200">
      <span className={classes('grid size-11 shrink-0 place-items-center rounded-2xl', live ? 'bg-success text-success-content' : 'bg-base-300')}><Video className="size-5" aria-hidden="true" /></span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{title === '' ? t('meeting.untitled') : title}</p>
        <p className="truncate text-sm text-muted">
          {live ? `${t('meeting.openNow')} · ${t('common.people', { count: participantCount })}` : time.dateTime(endedAt ?? startsAt ?? createdAt)} · {t('meeting.by', { name: host.displayName })}
        </p>
      </div>
      {(state === 'open' || state === 'scheduled') && <Link to={`/m/${code}`} className="btn btn-sm">{t('meeting.joinNow')}</Link>}
      <Menu label={t('common.moreActions')} button={<EllipsisVertical className="size-4.5" aria-hidden="true" />}>
        <MenuItem icon={Link2} label={t('meeting.copyLink')} onSelect={() => void copyText(meetingLink(code)).then(() => toast(t('call.inviteCopied'), { tone: 'good' }))} />
        {role === 'host' && <MenuItem icon={Trash2} danger label={t('meeting.delete')} onSelect={() => void remove()} />}
      </Menu>
    </li>
  );
}
