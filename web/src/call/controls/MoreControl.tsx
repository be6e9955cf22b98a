import { Activity, EllipsisVertical, EyeOff, Gauge, Hand, Keyboard, LayoutGrid, Link2, Maximize, Minimize, MonitorPlay, SwitchCamera, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { copyText } from '@/ui/copyText';
import { Menu } from '@/ui/Menu';
import { MenuItem } from '@/ui/MenuItem';
import { toast } from '@/ui/toasts';
import { useCall, useCallState, useExtras, useMedia, useStageState } from '../callContext';
import { stageActions } from '../stage/stageStore';
import { EmojiRow } from './EmojiRow';
import { isFullScreen, toggleFullScreen } from './fullScreen';

/** What is wanted seldom: layout, own picture, full screen, details. */
export function MoreControl() {
  const { t } = useTranslation();
  const { stage } = useCall();
  const extras = useExtras();
  const media = useMedia();
  const { layout, hideSelf, dataSaver } = useStageState((state) => state);
  const { inviteLink, react, raiseHand, hands } = extras;
  const raised = hands.includes(useCallState((state) => state.selfId));
  return (
    <Menu label={t('call.more')} side="above" align="end" buttonClass="btn btn-circle size-12 border-0 bg-white/10 text-white hover:bg-white/20" button={<EllipsisVertical className="size-5" aria-hidden="true" />}>
      <div className="sm:hidden">
        {react !== null && <EmojiRow onChoose={react} />}
        {raiseHand !== null && <MenuItem icon={Hand} label={t(raised ? 'call.lowerHand' : 'call.raiseHand')} onSelect={() => raiseHand(!raised)} />}
      </div>
      <div role="group" aria-label={t('call.layout')}>
        <MenuItem icon={LayoutGrid} label={t('call.layoutAuto')} checked={layout === 'auto'} onSelect={() => stageActions.setLayout(stage, 'auto')} />
        <MenuItem icon={Users} label={t('call.layoutGrid')} checked={layout === 'grid'} onSelect={() => stageActions.setLayout(stage, 'grid')} />
        <MenuItem icon={MonitorPlay} label={t('call.layoutSpeaker')} checked={layout === 'speaker'} onSelect={() => stageActions.setLayout(stage, 'speaker')} />
      </div>
      <hr className="my-1 border-base-300" />
      <MenuItem icon={EyeOff} label={t('call.hideSelf')} checked={hideSelf} onSelect={() => stage.setState({ hideSelf: !hideSelf })} />
      <MenuItem icon={Gauge} label={t('call.dataSaver')} checked={dataSaver} onSelect={() => stage.setState({ dataSaver: !dataSaver })} />
      <div className="sm:hidden"><MenuItem icon={SwitchCamera} label={t('call.flip')} onSelect={() => void media.flip()} /></div>
      <hr className="my-1 border-base-300" />
      {inviteLink !== null && (
        <MenuItem icon={Link2} label={t('call.invite')} onSelect={() => void copyText(inviteLink).then(() => toast(t('call.inviteCopied'), { tone: 'good' }))} />
      )}
      {document.fullscreenEnabled && <MenuItem icon={isFullScreen() ? Minimize : Maximize} label={isFullScreen() ? t('call.leaveFullScreen') : t('call.fullScreen')} onSelect={toggleFullScreen} />}
      <MenuItem icon={Activity} label={t('call.stats')} onSelect={() => stageActions.togglePanel(stage, 'stats')} />
      <div className="pointer-coarse:hidden"><MenuItem icon={Keyboard} label={t('call.shortcuts')} onSelect={() => stageActions.toggleSheet(stage)} /></div>
    </Menu>
  );
}
