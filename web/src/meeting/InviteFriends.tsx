import { useQuery } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { friends, meetings } from '@/api/endpoints';
import type { Id } from '@/api/types';
import { peopleKeys } from '@/people/peopleKeys';
import { PersonPicker } from '@/people/PersonPicker';
import { copyText } from '@/ui/copyText';
import { Dialog } from '@/ui/Dialog';
import { toast, toastError } from '@/ui/toasts';
import { meetingLink } from './meetingCode';

interface InviteFriendsProps {
  code: string;
  /** Who is there already. */
  present: ReadonlySet<Id>;
  onClose: () => void;
}

/** Friends are told at once; anybody else gets the link. */
export function InviteFriends({ code, present, onClose }: InviteFriendsProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<readonly Id[]>([]);
  const [busy, setBusy] = useState(false);
  const { data } = useQuery({ queryKey: peopleKeys.friends, queryFn: ({ signal }) => friends.list(signal) });
  const invite = async (): Promise<void> => {
    setBusy(true);
    try {
      await meetings.invite(code, chosen);
      toast(t('meeting.friendsInvited'), { tone: 'good' });
      onClose();
    } catch (error) {
      toastError(error);
      setBusy(false);
    }
  };
  const copy = (): void => void copyText(meetingLink(code)).then(() => toast(t('call.inviteCopied'), { tone: 'good' }));
  return (
    <Dialog
      title={t('meeting.inviteFriends')}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="btn btn-ghost" onClick={copy}><Link2 className="size-4" aria-hidden="true" />{t('meeting.copyLink')}</button>
          <button type="button" className="btn btn-primary" disabled={busy || chosen.length === 0} onClick={() => void invite()}>{t('meeting.sendInvites')}</button>
        </>
      }
    >
      <PersonPicker people={(data?.items ?? []).filter(({ id }) => !present.has(id))} chosen={chosen} onChange={setChosen} empty={t('meeting.nobodyToInvite')} />
    </Dialog>
  );
}
