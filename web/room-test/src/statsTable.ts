import type { LayerStats, Room, RoomStats } from '/sdk/vidrn.js';

const columns = ['stream', 'from', 'codec', 'size', 'fps', 'kbit/s', 'loss %', 'jitter ms', 'freezes', 'concealed', 'NACK', 'PLI'];

/** Fills the table of figures; the newest are kept at `window.stats` for tests. */
export async function showStats(room: Room, table: HTMLTableElement, transport: HTMLElement): Promise<RoomStats> {
  const stats = await room.stats();
  const rtt = stats.rttMs === null ? '-' : `${stats.rttMs.toFixed(0)} ms`;
  transport.textContent = `RTT ${rtt} · ${stats.protocol ?? '-'} ${stats.candidateType ?? '-'} · can send ${kbit(stats.availableOutgoingBitrate)} kbit/s`;
  table.tHead?.replaceChildren(row(columns, 'th'));
  table.tBodies[0]?.replaceChildren(...rows(stats).map((cells) => row(cells, 'td')));
  return stats;
}

function rows(stats: RoomStats): string[][] {
  const received = stats.slots.map((slot) => [
    `${slot.kind} slot ${slot.mid}`, slot.participantId ?? '-', slot.codec ?? '-', size(slot), slot.framesPerSecond.toFixed(0),
    kbit(slot.bitrate), (slot.lossRate * 100).toFixed(1), slot.jitterMs.toFixed(1), String(slot.freezeCount),
    slot.totalSamples > 0 ? `${((slot.concealedSamples / slot.totalSamples) * 100).toFixed(2)} %` : '-',
    String(slot.nackCount), String(slot.pliCount),
  ]);
  const sent = stats.tracks.flatMap(({ source, layers }) => layers.map((layer) => [
    `${source} ${layer.rid}${note(layer)}`, 'you', layer.codec ?? '-', size(layer), layer.framesPerSecond.toFixed(0),
    kbit(layer.bitrate), '-', '-', '-', '-', String(layer.nackCount), String(layer.pliCount),
  ]));
  return [...sent, ...received];
}

/** Why a layer is smaller or slower than it could be. */
function note({ active, limitedBy }: LayerStats): string {
  if (!active) return ' (off)';
  return limitedBy === 'none' ? '' : ` (${limitedBy})`;
}

function row(cells: readonly string[], element: 'th' | 'td'): HTMLTableRowElement {
  const result = document.createElement('tr');
  for (const text of cells) {
    const cell = document.createElement(element);
    cell.textContent = text;
    result.append(cell);
  }
  return result;
}

function size({ width, height }: { width: number; height: number }): string {
  return width > 0 ? `${width}x${height}` : '-';
}

function kbit(bits: number | null): string {
  return bits === null ? '-' : (bits / 1000).toFixed(0);
}
