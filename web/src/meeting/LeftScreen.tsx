import { DoorOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Meeting } from '@/api/types';
import { StateCard } from '@/ui/StateCard';
import type { LeftReason, MeetingFlow } from './meetingFlow';

/** Out again: why, and the ways on. */
export function LeftScreen({ flow, meeting, reason }: { flow: MeetingFlow; meeting: Meeting; reason: LeftReason }) {
  const { t } = useTranslation();
  const final = reason === 'ended' || reason === 'removed';
  return (
    <main className="grid min-h-dvh place-items-center" aria-label={meeting.title}>
      <StateCard icon={DoorOpen} title={t(`meeting.${reason}`)} hint={t(`meeting.${reason}Hint`)}>
        {!final && <button type="button" className="btn btn-primary" onClick={() => flow.prepare()}>{t('meeting.rejoin')}</button>}
        <Link to="/" className={final ? 'btn btn-primary' : 'btn'}>{t('trouble.goHome')}</Link>
      </StateCard>
    </main>
  );
}
