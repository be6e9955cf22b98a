import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LiveRoom } from '@/api/types';
import { useTimeText } from '@/i18n/useTimeText';

export function LiveRoomCard({ room, onEnd }: { room: LiveRoom; onEnd: () => void }) {
  const { t } = useTranslation();
  const time = useTimeText();
  return (
    <section className="card-flat overflow-hidden" aria-label={room.room}>
      <header className="flex flex-wrap items-center gap-3 p-4">
        <h2 className="min-w-0 flex-1 truncate font-semibold max-sm:basis-full">{room.room}</h2>
        {room.locked && <Lock className="size-4" role="img" aria-label={t('meeting.locked')} />}
        <span className="text-sm text-muted max-sm:flex-1">{t('common.people', { count: room.members.length })} · {t('moderation.since', { when: time.clock(room.createdAt) })}</span>
        <button type="button" className="btn btn-sm" onClick={onEnd}>{t('moderation.endRoom')}</button>
      </header>
      <div className="scroll-thin overflow-x-auto" tabIndex={0} role="region" aria-label={room.room}>
        <table className="table table-sm tabular">
          <thead className="text-muted">
            <tr><th>{t('moderation.inRoom')}</th><th>{t('moderation.connection')}</th><th>{t('moderation.joined')}</th><th>{t('moderation.sends')}</th></tr>
          </thead>
          <tbody>
            {room.members.map(({ participantId, name, connected, joinedAt, tracks }) => (
              <tr key={participantId}>
                <td>{name === '' ? participantId : name}</td>
                <td>{t(connected ? 'moderation.connected' : 'quality.lost')}</td>
                <td>{time.clock(joinedAt)}</td>
                <td>{tracks.filter(({ muted, blocked }) => !muted && !blocked).map(({ source }) => source).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
