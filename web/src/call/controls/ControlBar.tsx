import { MessageSquare, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCallState, useExtras, useStageState } from '../callContext';
import { stageActions } from '../stage/stageStore';
import { CameraControl } from './CameraControl';
import { ControlButton } from './ControlButton';
import { HandControl } from './HandControl';
import { MicrophoneControl } from './MicrophoneControl';
import { MoreControl } from './MoreControl';
import { ReactionsControl } from './ReactionsControl';
import { ShareControl } from './ShareControl';

interface ControlBarProps {
  /** Before the common controls: those of this kind of call. */
  start?: ReactNode;
  /** The way out. */
  end: ReactNode;
}

export function ControlBar({ start, end }: ControlBarProps) {
  const { t } = useTranslation();
  const { stage } = useCall();
  const extras = useExtras();
  const panel = useStageState((state) => state.panel);
  const count = useCallState((state) => state.people.length);
  return (
    <div role="toolbar" aria-label={t('call.controls')} className="flex w-full items-center justify-center gap-2 px-2 sm:gap-3">
      {start}
      <MicrophoneControl />
      <CameraControl />
      <div className="max-sm:hidden"><ShareControl /></div>
      <div className="max-sm:hidden"><ReactionsControl /></div>
      <div className="max-sm:hidden"><HandControl /></div>
      {extras.panels.people !== undefined && (
        <ControlButton icon={Users} label={`${t('call.people')} (${count})`} badge={extras.waiting} badgeLabel={t('meeting.waitingPeople', { count: extras.waiting })} tone={panel === 'people' ? 'accent' : 'plain'} onClick={() => stageActions.togglePanel(stage, 'people')} />
      )}
      {extras.panels.chat !== undefined && (
        <ControlButton icon={MessageSquare} label={t('call.chat')} shortcut="C" badge={extras.unreadChat} badgeLabel={t('nav.unread', { count: extras.unreadChat })} tone={panel === 'chat' ? 'accent' : 'plain'} onClick={() => stageActions.togglePanel(stage, 'chat')} />
      )}
      <MoreControl />
      {end}
    </div>
  );
}
