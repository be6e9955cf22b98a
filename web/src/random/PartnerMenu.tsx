import { Flag, ShieldBan, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { friends } from '@/api/endpoints';
import type { Match } from '@/api/types';
import { useSession } from '@/auth/useSession';
import { ReportDialog } from '@/moderation/ReportDialog';
import { confirm } from '@/ui/confirm';
import { Menu } from '@/ui/Menu';
import { MenuItem } from '@/ui/MenuItem';
import { toast, toastError } from '@/ui/toasts';
import type { TalkFlow } from './talkFlow';

/** Report, block or add the stranger. Reporting and blocking end the conversation at once. */
export function PartnerMenu({ flow, match }: { flow: TalkFlow; match: Match }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [reporting, setReporting] = useState(false);
  const userId = match.partner?.userId ?? match.partnerId;
  const canAdd = user !== null && !user.guest && !(match.partner?.guest) && match.partner?.relation !== 'friend';
  const block = async (): Promise<void> => {
    if (!(await confirm({ title: t('talk.block'), text: t('talk.blockText', { name: match.partnerName }), action: t('talk.block') }))) return;
    try {
      await friends.block(userId, match.partnerName);
      toast(t('talk.blocked'));
      await flow.next();
    } catch (error) {
      toastError(error);
    }
  };
  const add = (): void => void friends.ask(userId).then(() => toast(t('talk.friendAsked'), { tone: 'good' }), toastError);
  return (
    <>
      <Menu label={t('talk.moreActions')} buttonClass="btn btn-circle btn-ghost btn-sm text-white" button={<Flag className="size-4" aria-hidden="true" />}>
        {canAdd && <MenuItem icon={UserPlus} label={t('talk.addFriend')} onSelect={add} />}
        <MenuItem icon={Flag} danger label={t('talk.report')} onSelect={() => setReporting(true)} />
        <MenuItem icon={ShieldBan} danger label={t('talk.block')} onSelect={() => void block()} />
      </Menu>
      {reporting && (
        <ReportDialog
          name={match.partnerName}
          report={{ userId, name: match.partnerName, context: 'random', roomId: match.roomId }}
          onClose={() => setReporting(false)}
          onSent={() => void flow.next()}
        />
      )}
    </>
  );
}
