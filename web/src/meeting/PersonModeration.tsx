import { Ban, Crown, Hand, Mic, MicOff, MonitorX, Star, UserX, VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MeetingLive } from '@/api/types';
import type { Person } from '@/call/core/person';
import { confirm } from '@/ui/confirm';
import { MenuItem } from '@/ui/MenuItem';
import type { MeetingFlow } from './meetingFlow';

/** What a host may do with somebody. */
export function PersonModeration({ flow, person, live }: { flow: MeetingFlow; person: Person; live: MeetingLive }) {
  const { t } = useTranslation();
  const role = live.roles.find(({ participantId }) => participantId === person.id)?.role;
  const spotlit = live.spotlight === person.id;
  const act = (action: Parameters<MeetingFlow['moderate']>[0]): void => void flow.moderate(action, person.id);
  const askFirst = async (action: 'remove' | 'ban'): Promise<void> => {
    const text = t(action === 'remove' ? 'meeting.removeText' : 'meeting.banText', { name: person.name });
    if (await confirm({ title: t(`meeting.${action}`), text, action: t(`meeting.${action}`) })) act(action);
  };
  return (
    <>
      <hr className="my-1 border-base-300" />
      {person.microphone === 'on' && <MenuItem icon={MicOff} label={t('meeting.muteThem')} onSelect={() => act('mute')} />}
      {person.microphone === 'blocked' && <MenuItem icon={Mic} label={t('meeting.allowUnmute')} onSelect={() => act('unmute-allow')} />}
      {person.camera === 'on' && <MenuItem icon={VideoOff} label={t('meeting.stopCamera')} onSelect={() => act('stop-camera')} />}
      {person.screen && <MenuItem icon={MonitorX} label={t('meeting.stopShare')} onSelect={() => act('stop-share')} />}
      {live.hands.some(({ participantId }) => participantId === person.id) && <MenuItem icon={Hand} label={t('meeting.lowerHand')} onSelect={() => act('lower-hand')} />}
      <MenuItem icon={Star} label={t(spotlit ? 'meeting.unspotlight' : 'meeting.spotlight')} onSelect={() => act(spotlit ? 'unspotlight' : 'spotlight')} />
      {role !== 'host' && !person.guest && <MenuItem icon={Crown} label={t(role === 'cohost' ? 'meeting.dropCohost' : 'meeting.makeCohost')} onSelect={() => act(role === 'cohost' ? 'uncohost' : 'cohost')} />}
      {role !== 'host' && (
        <>
          <MenuItem icon={UserX} danger label={t('meeting.remove')} onSelect={() => void askFirst('remove')} />
          <MenuItem icon={Ban} danger label={t('meeting.ban')} onSelect={() => void askFirst('ban')} />
        </>
      )}
    </>
  );
}
