import { useQueryClient } from '@tanstack/react-query';
import { Ban, Crown, Hand, Mic, MicOff, MonitorX, ShieldCheck, Star, UserX, VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MeetingLive, MeetingRole } from '@/api/types';
import type { Person } from '@/call/core/person';
import { confirm } from '@/ui/confirm';
import { MenuItem } from '@/ui/MenuItem';
import type { MeetingFlow } from './meetingFlow';
import { meetingKeys } from './meetingKeys';

interface PersonModerationProps {
  flow: MeetingFlow;
  person: Person;
  live: MeetingLive;
  /** What we are. */
  role: MeetingRole;
  /** Whether the meeting is ours to give away. */
  owns: boolean;
  code: string;
}

/** What a host may do with somebody; a co-host nothing with a host. */
export function PersonModeration({ flow, person, live, role, owns, code }: PersonModerationProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const theirs = live.roles.find(({ participantId }) => participantId === person.id)?.role;
  const spotlit = live.spotlight === person.id;
  const act = (action: Parameters<MeetingFlow['moderate']>[0]): void => void flow.moderate(action, person.id);
  const askFirst = async (action: 'remove' | 'ban'): Promise<void> => {
    const text = t(action === 'remove' ? 'meeting.removeText' : 'meeting.banText', { name: person.name });
    if (!(await confirm({ title: t(`meeting.${action}`), text, action: t(`meeting.${action}`) }))) return;
    await flow.moderate(action, person.id);
    await queries.invalidateQueries({ queryKey: meetingKeys.stays(code) });
  };
  const handOver = async (): Promise<void> => {
    if (!(await confirm({ title: t('meeting.transfer'), text: t('meeting.transferText', { name: person.name }), action: t('meeting.transfer') }))) return;
    await flow.moderate('transfer', person.id);
    await queries.invalidateQueries({ queryKey: meetingKeys.one(code) });
  };
  if (theirs === 'host' && role !== 'host') return null;
  return (
    <>
      <hr className="my-1 border-base-300" />
      {person.microphone === 'on' && <MenuItem icon={MicOff} label={t('meeting.muteThem')} onSelect={() => act('mute')} />}
      {person.microphone === 'blocked' && <MenuItem icon={Mic} label={t('meeting.allowUnmute')} onSelect={() => act('unmute-allow')} />}
      {person.camera === 'on' && <MenuItem icon={VideoOff} label={t('meeting.stopCamera')} onSelect={() => act('stop-camera')} />}
      {person.screen && <MenuItem icon={MonitorX} label={t('meeting.stopShare')} onSelect={() => act('stop-share')} />}
      {live.hands.some(({ participantId }) => participantId === person.id) && <MenuItem icon={Hand} label={t('meeting.lowerHand')} onSelect={() => act('lower-hand')} />}
      <MenuItem icon={Star} label={t(spotlit ? 'meeting.unspotlight' : 'meeting.spotlight')} onSelect={() => act(spotlit ? 'unspotlight' : 'spotlight')} />
      {role === 'host' && theirs !== 'host' && !person.guest && <MenuItem icon={ShieldCheck} label={t(theirs === 'cohost' ? 'meeting.dropCohost' : 'meeting.makeCohost')} onSelect={() => act(theirs === 'cohost' ? 'uncohost' : 'cohost')} />}
      {owns && !person.guest && <MenuItem icon={Crown} label={t('meeting.transfer')} onSelect={() => void handOver()} />}
      {theirs !== 'host' && (
        <>
          <MenuItem icon={UserX} danger label={t('meeting.remove')} onSelect={() => void askFirst('remove')} />
          <MenuItem icon={Ban} danger label={t('meeting.ban')} onSelect={() => void askFirst('ban')} />
        </>
      )}
    </>
  );
}
