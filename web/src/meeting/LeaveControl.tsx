import { LogOut, OctagonX, PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ControlButton } from '@/call/controls/ControlButton';
import { confirm } from '@/ui/confirm';
import { Menu } from '@/ui/Menu';
import { MenuItem } from '@/ui/MenuItem';
import type { MeetingFlow } from './meetingFlow';

/** Out: for a host, alone or with everybody. */
export function LeaveControl({ flow, host }: { flow: MeetingFlow; host: boolean }) {
  const { t } = useTranslation();
  if (!host) return <ControlButton icon={PhoneOff} tone="danger" label={t('call.leave')} onClick={() => void flow.leave()} />;
  const end = async (): Promise<void> => {
    if (await confirm({ title: t('meeting.endForAll'), text: t('meeting.endForAllText'), action: t('meeting.endForAll') })) await flow.moderate('end');
  };
  return (
    <Menu label={t('call.leave')} side="above" buttonClass="btn btn-circle btn-error size-12 border-0" button={<PhoneOff className="size-5" aria-hidden="true" />}>
      <MenuItem icon={LogOut} label={t('meeting.leaveOnly')} onSelect={() => void flow.leave()} />
      <MenuItem icon={OctagonX} danger label={t('meeting.endForAll')} onSelect={() => void end()} />
    </Menu>
  );
}
