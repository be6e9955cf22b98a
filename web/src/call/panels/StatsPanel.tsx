import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerStats, RoomStats, SlotStats } from '@/rtc';
import { useCall, useCallState } from '../callContext';

const everyMs = 1_000;

/** Figures of the media connection, once a second while it is open. */
export function StatsPanel() {
  const { t } = useTranslation();
  const { session } = useCall();
  const people = useCallState((state) => state.people);
  const [stats, setStats] = useState<RoomStats | null>(null);
  useEffect(() => {
    const read = (): void => void session.stats().then(setStats, () => undefined);
    read();
    const timer = setInterval(read, everyMs);
    return () => clearInterval(timer);
  }, [session]);
  if (stats === null) return <p className="p-4 text-sm text-muted">{t('common.loading')}</p>;
  const nameOf = (id: string | null): string => people.find((person) => person.id === id)?.name ?? '–';
  const received = stats.slots.filter(({ participantId }) => participantId !== null);
  const rtt = stats.rttMs === null ? '–' : `${Math.round(stats.rttMs)} ms`;
  const outgoing = stats.availableOutgoingBitrate === null ? '–' : kilobits(stats.availableOutgoingBitrate);
  return (
    <div className="scroll-thin tabular min-h-0 flex-1 overflow-y-auto px-4 pb-4 text-sm">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 py-2">
        <dt className="text-muted">{t('stats.transport')}</dt><dd>{[stats.protocol?.toUpperCase(), stats.candidateType].filter(Boolean).join(' · ') || '–'}</dd>
        <dt className="text-muted">{t('stats.roundTrip')}</dt><dd>{rtt}</dd>
        <dt className="text-muted">{t('stats.outgoing')}</dt><dd>{outgoing}</dd>
      </dl>
      <h3 className="mt-3 mb-1 font-semibold">{t('stats.sent')}</h3>
      {stats.tracks.length === 0 && <p className="text-muted">{t('stats.nothing')}</p>}
      {stats.tracks.map((track) => (
        <div key={track.source} className="mb-2">
          <p className="text-xs font-medium text-muted">{track.source}</p>
          {track.layers.map((layer) => <LayerLine key={layer.rid} layer={layer} />)}
        </div>
      ))}
      <h3 className="mt-3 mb-1 font-semibold">{t('stats.received')}</h3>
      {received.length === 0 && <p className="text-muted">{t('stats.nothing')}</p>}
      {received.map((slot) => <SlotLine key={slot.mid} slot={slot} name={nameOf(slot.participantId)} />)}
    </div>
  );
}

function LayerLine({ layer }: { layer: LayerStats }) {
  const { t } = useTranslation();
  const size = layer.width > 0 ? `${layer.width}×${layer.height} · ${Math.round(layer.framesPerSecond)} ${t('stats.fps')} · ` : '';
  const limited = layer.limitedBy === 'none' ? '' : ` · ${t('stats.limited', { by: layer.limitedBy })}`;
  return (
    <p className="flex justify-between gap-3">
      <span>{layer.rid === '' ? t('stats.single') : layer.rid}</span>
      <span className="text-right">{layer.active ? `${size}${kilobits(layer.bitrate)}${limited}` : t('stats.paused')}</span>
    </p>
  );
}

function SlotLine({ slot, name }: { slot: SlotStats; name: string }) {
  const { t } = useTranslation();
  const size = slot.kind === 'video' ? `${slot.width}×${slot.height} · ${Math.round(slot.framesPerSecond)} ${t('stats.fps')} · ` : '';
  return (
    <div className="mb-2">
      <p className="truncate text-xs font-medium text-muted">{name} · {slot.source ?? slot.kind}</p>
      <p className="flex justify-between gap-3">
        <span>{size}{kilobits(slot.bitrate)}</span>
        <span>{t('stats.loss')} {(slot.lossRate * 100).toFixed(1)} %</span>
      </p>
    </div>
  );
}

function kilobits(bitsPerSecond: number): string {
  return bitsPerSecond >= 1_000_000 ? `${(bitsPerSecond / 1_000_000).toFixed(1)} Mbit/s` : `${Math.round(bitsPerSecond / 1000)} kbit/s`;
}
