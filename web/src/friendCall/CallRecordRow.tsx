import { Phone, PhoneIncoming, PhoneMissed, PhoneOutgoing, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallRecord } from '@/api/types';
import { useTimeText } from '@/i18n/useTimeText';
import { formatDuration } from '@/lib/time';
import { Avatar } from '@/ui/Avatar';
import { classes } from '@/ui/classes';
import { callController } from './callController';

export function CallRecordRow({ record }: { record: CallRecord }) {
  const { t } = useTranslation();
  const time = useTimeText();
  const { peer, participants, direction, result, video, missed } = record;
  const name = participants.length > 1 ? participants.map(({ displayName }) => displayName).join(', ') : peer?.displayName ?? '';
  const Icon = missed ? PhoneMissed : direction === 'in' ? PhoneIncoming : PhoneOutgoing;
  const call = (withVideo: boolean): void => {
    if (peer !== null) void callController.start({ userId: peer.id, name: peer.displayName, picture: peer.picture, video: withVideo });
  };
  const length = result === 'answered' ? formatDuration(record.durationMs) : t(`friendCall.result.${result}`);
  return (
    <li className="flex items-center gap-3 rounded-xl p-2 hover:bg-base-200">
      <Avatar name={name} picture={peer?.picture} size="2.5rem" />
      <div className="min-w-0 flex-1">
        <p className={classes('truncate font-medium', missed && 'text-danger')}>{name}</p>
        <p className="flex items-center gap-1.5 truncate text-sm text-muted">
          <Icon className="size-3.5 shrink-0" role="img" aria-label={t(direction === 'in' ? 'friendCall.incoming' : 'friendCall.outgoing')} />
          {t(video ? 'friendCall.video' : 'friendCall.audio')} · {length} · {time.day(record.at)} {time.clock(record.at)}
        </p>
      </div>
      <button type="button" className="btn btn-circle btn-ghost btn-sm" aria-label={`${t('people.audioCall')}: ${name}`} onClick={() => call(false)}><Phone className="size-4.5" aria-hidden="true" /></button>
      <button type="button" className="btn btn-circle btn-ghost btn-sm" aria-label={`${t('people.videoCall')}: ${name}`} onClick={() => call(true)}><Video className="size-4.5" aria-hidden="true" /></button>
    </li>
  );
}
