import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LiveRoom } from '@/api/types';
import { useTimeText } from '@/i18n/useTimeText';

export function LiveRoomCard({ room, onEnd }: { room: LiveRoom; onEnd: () => void }) {
  const { t } = useTranslation();
  const time = useTimeText();
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return (
    <section className="card-flat overflow-hidden" aria-label={room.id}>
      <header className="flex flex-wrap items-center gap-3 p-4">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{room.id}</h2>
        {room.locked && <Lock className="size-4" role="img" aria-label={t('meeting.locked')} />}
        <span className="text-sm text-muted">{t('common.people', { count: room.participants.length })} · {t('moderation.since', { when: time.clock(room.createdAt) })}</span>
        <button type="button" className="btn btn-sm" onClick={onEnd}>{t('moderation.endRoom')}</button>
      </header>
      <div className="scroll-thin overflow-x-auto" tabIndex={0} role="region" aria-label={room.id}>
        <table className="table table-sm tabular">
          <thead className="text-muted">
            <tr><th>{t('moderation.inRoom')}</th><th>{t('moderation.connection')}</th><th>{t('moderation.roundTrip')}</th><th>{t('moderation.loss')}</th><th>{t('moderation.sends')}</th></tr>
          </thead>
          <tbody>
            {room.participants.map(({ id, name, connected, peer }) => (
              <tr key={id}>
                <td>{name === '' ? id : name}</td>
                <td>{connected ? peer?.candidateType ?? '–' : t('quality.lost')}</td>
                <td>{peer === null ? '–' : `${Math.round(peer.rttMs)} ms`}</td>
                <td>{peer === null ? '–' : `${percent(peer.lossUp)} / ${percent(peer.lossDown)}`}</td>
                <td>{peer === null ? '–' : `${(peer.sendingBps / 1e6).toFixed(2)} Mbit/s`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
