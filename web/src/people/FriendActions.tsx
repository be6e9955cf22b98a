import { EllipsisVertical, Flag, MessageCircle, Phone, ShieldBan, UserMinus, Video } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserCard } from '@/api/types';
import { callController } from '@/friendCall/callController';
import { ReportDialog } from '@/moderation/ReportDialog';
import { Menu } from '@/ui/Menu';
import { MenuItem } from '@/ui/MenuItem';
import { usePersonActions } from './usePersonActions';

export function FriendActions({ user }: { user: UserCard }) {
  const { t } = useTranslation();
  const actions = usePersonActions();
  const [reporting, setReporting] = useState(false);
  const call = (video: boolean): void => void callController.start({ userId: user.id, name: user.displayName, picture: user.picture, video });
  return (
    <>
      <button type="button" className="btn btn-circle btn-ghost btn-sm" aria-label={`${t('people.message')}: ${user.displayName}`} title={t('people.message')} onClick={() => void actions.message(user.id)}><MessageCircle className="size-4.5" aria-hidden="true" /></button>
      <button type="button" className="btn btn-circle btn-ghost btn-sm max-sm:hidden" aria-label={`${t('people.audioCall')}: ${user.displayName}`} title={t('people.audioCall')} onClick={() => call(false)}><Phone className="size-4.5" aria-hidden="true" /></button>
      <button type="button" className="btn btn-circle btn-ghost btn-sm" aria-label={`${t('people.videoCall')}: ${user.displayName}`} title={t('people.videoCall')} onClick={() => call(true)}><Video className="size-4.5" aria-hidden="true" /></button>
      <Menu label={t('call.actionsOf', { name: user.displayName })} button={<EllipsisVertical className="size-4.5" aria-hidden="true" />}>
        <div className="sm:hidden"><MenuItem icon={Phone} label={t('people.audioCall')} onSelect={() => call(false)} /></div>
        <MenuItem icon={UserMinus} danger label={t('people.unfriend')} onSelect={() => void actions.unfriend(user)} />
        <MenuItem icon={ShieldBan} danger label={t('people.block')} onSelect={() => void actions.block(user)} />
        <MenuItem icon={Flag} danger label={t('people.report')} onSelect={() => setReporting(true)} />
      </Menu>
      {reporting && <ReportDialog name={user.displayName} report={{ userId: user.id, context: 'profile' }} onClose={() => setReporting(false)} />}
    </>
  );
}
