import { EllipsisVertical, Flag, Gavel, MessageCircle, Phone, ShieldBan, UserMinus, UserPlus, Video } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserCard } from '@/api/types';
import { useMe } from '@/auth/useSession';
import { callController } from '@/friendCall/callController';
import { BanDialog } from '@/moderation/BanDialog';
import { ReportDialog } from '@/moderation/ReportDialog';
import { Menu } from '@/ui/Menu';
import { MenuItem } from '@/ui/MenuItem';
import { usePersonActions } from './usePersonActions';

/** All acts on somebody's page, in words: what fits the relation first, what parts people behind the dots. */
export function PersonActionBar({ user }: { user: UserCard }) {
  const { t } = useTranslation();
  const actions = usePersonActions();
  const { role } = useMe();
  const [dialog, setDialog] = useState<'report' | 'ban' | null>(null);
  const { id, displayName, picture, relation, requestId } = user;
  const call = (video: boolean): void => void callController.start({ userId: id, name: displayName, picture, video });
  const close = (): void => setDialog(null);
  return (
    <div className="flex flex-wrap items-center justify-center gap-2">
      {relation === 'friend' && (
        <>
          <button type="button" className="btn btn-primary max-sm:h-auto max-sm:w-24 max-sm:flex-col max-sm:gap-1 max-sm:rounded-2xl max-sm:px-1 max-sm:py-2.5 max-sm:text-xs" onClick={() => void actions.message(id)}><MessageCircle className="size-5" aria-hidden="true" />{t('people.message')}</button>
          <button type="button" className="btn max-sm:h-auto max-sm:w-24 max-sm:flex-col max-sm:gap-1 max-sm:rounded-2xl max-sm:px-1 max-sm:py-2.5 max-sm:text-xs" onClick={() => call(false)}><Phone className="size-5" aria-hidden="true" />{t('people.audioCall')}</button>
          <button type="button" className="btn max-sm:h-auto max-sm:w-24 max-sm:flex-col max-sm:gap-1 max-sm:rounded-2xl max-sm:px-1 max-sm:py-2.5 max-sm:text-xs" onClick={() => call(true)}><Video className="size-5" aria-hidden="true" />{t('people.videoCall')}</button>
        </>
      )}
      {relation === 'none' && <button type="button" className="btn btn-primary" onClick={() => void actions.add(user)}><UserPlus className="size-4.5" aria-hidden="true" />{t('people.add')}</button>}
      {relation === 'outgoing' && requestId !== null && <button type="button" className="btn" onClick={() => void actions.takeBack(requestId)}>{t('people.cancelRequest')}</button>}
      {relation === 'incoming' && requestId !== null && (
        <>
          <button type="button" className="btn btn-primary" onClick={() => void actions.accept(requestId)}>{t('people.accept')}</button>
          <button type="button" className="btn" onClick={() => void actions.decline(requestId)}>{t('people.decline')}</button>
        </>
      )}
      <Menu label={t('call.actionsOf', { name: displayName })} buttonClass="btn btn-circle" button={<EllipsisVertical className="size-5" aria-hidden="true" />}>
        {relation === 'friend' && <MenuItem icon={UserMinus} danger label={t('people.unfriend')} onSelect={() => void actions.unfriend(user)} />}
        <MenuItem icon={ShieldBan} danger label={t('people.block')} onSelect={() => void actions.block(user)} />
        <MenuItem icon={Flag} danger label={t('people.report')} onSelect={() => setDialog('report')} />
        {role === 'moderator' && <MenuItem icon={Gavel} danger label={t('moderation.ban')} onSelect={() => setDialog('ban')} />}
      </Menu>
      {dialog === 'report' && <ReportDialog name={displayName} report={{ userId: id, context: 'profile' }} onClose={close} />}
      {dialog === 'ban' && <BanDialog userId={id} name={displayName} onClose={close} />}
    </div>
  );
}
