import type { MediaKind, Source } from '../signaling';
import type { LocalTrack } from './localTrack';
import type { Slot } from './slot';

export interface SlotStats {
  mid: string;
  kind: MediaKind;
  participantId: string | null;
  source: Source | null;
  codec: string | null;
  bitrate: number;
  width: number;
  height: number;
  framesPerSecond: number;
  framesDecoded: number;
  framesDropped: number;
  keyFramesDecoded: number;
  freezeCount: number;
  freezeSeconds: number;
  packetsReceived: number;
  packetsLost: number;
  /** 0 to 1, since the last call. */
  lossRate: number;
  jitterMs: number;
  jitterBufferMs: number;
  nackCount: number;
  pliCount: number;
  audioLevel: number;
  concealedSamples: number;
  totalSamples: number;
}

export interface LayerStats {
  /** Empty for a single layer. */
  rid: string;
  active: boolean;
  codec: string | null;
  bitrate: number;
  width: number;
  height: number;
  framesPerSecond: number;
  packetsSent: number;
  retransmittedPackets: number;
  nackCount: number;
  pliCount: number;
  /** "none", "cpu", "bandwidth" or "other". */
  limitedBy: string;
}

export interface RoomStats {
  timestamp: number;
  slots: SlotStats[];
  tracks: { source: Source; muted: boolean; layers: LayerStats[] }[];
  /** Of the media transport; null before it is connected. */
  rttMs: number | null;
  /** Of this side: "host", "srflx", "prflx" or "relay". */
  candidateType: string | null;
  /** "udp" or "tcp". */
  protocol: string | null;
  /** Bits per second that the browser believes it can send. */
  availableOutgoingBitrate: number | null;
}

/** Members that are read, of whichever stats type; browsers leave some out. */
type Report = Record<string, unknown> & { id: string; type: string; timestamp: number };
interface Counters { bytes: number; received: number; lost: number; timestamp: number }

/** Turns `getStats` into figures by slot and by local track; rates are taken since the call before. */
export class StatsReader {
  #before = new Map<string, Counters>();

  async read(pc: Pick<RTCPeerConnection, 'getStats'>, slots: readonly Slot[], tracks: readonly LocalTrack[]): Promise<RoomStats> {
    const reports: Report[] = [];
    const byId = new Map<string, Report>();
    (await pc.getStats()).forEach((report: Report) => {
      reports.push(report);
      byId.set(report.id, report);
    });
    const now = new Map<string, Counters>();
    const result: RoomStats = {
      timestamp: Date.now(),
      slots: slots.map((slot) => this.#slot(slot, reports, byId, now)),
      tracks: tracks.map((track) => ({ source: track.source, muted: track.muted, layers: this.#layers(track, reports, byId, now) })),
      ...transport(reports, byId),
    };
    this.#before = now;
    return result;
  }

  #slot(slot: Slot, reports: readonly Report[], byId: ReadonlyMap<string, Report>, now: Map<string, Counters>): SlotStats {
    const report = reports.find(({ type, mid }) => type === 'inbound-rtp' && mid === slot.mid);
    const value = (name: string): number => number(report?.[name]);
    const { bitrate, lossRate } = this.#rates(report, value('bytesReceived'), now);
    const emitted = value('jitterBufferEmittedCount');
    return {
      mid: slot.mid, kind: slot.kind, participantId: slot.participantId, source: slot.source,
      codec: codec(report, byId), bitrate, lossRate,
      width: value('frameWidth'), height: value('frameHeight'), framesPerSecond: value('framesPerSecond'),
      framesDecoded: value('framesDecoded'), framesDropped: value('framesDropped'), keyFramesDecoded: value('keyFramesDecoded'),
      freezeCount: value('freezeCount'), freezeSeconds: value('totalFreezesDuration'),
      packetsReceived: value('packetsReceived'), packetsLost: value('packetsLost'),
      jitterMs: value('jitter') * 1000, jitterBufferMs: emitted > 0 ? (value('jitterBufferDelay') / emitted) * 1000 : 0,
      nackCount: value('nackCount'), pliCount: value('pliCount'), audioLevel: value('audioLevel'),
      concealedSamples: value('concealedSamples'), totalSamples: value('totalSamplesReceived'),
    };
  }

  #layers(track: LocalTrack, reports: readonly Report[], byId: ReadonlyMap<string, Report>, now: Map<string, Counters>): LayerStats[] {
    const mid = track.sender?.transceiver.mid;
    if (mid === null || mid === undefined) return [];
    const active = new Map(track.sender?.transceiver.sender.getParameters().encodings?.map(({ rid, active: on }) => [rid ?? '', on ?? true]));
    return reports
      .filter((report) => report.type === 'outbound-rtp' && report['mid'] === mid)
      .map((report) => {
        const value = (name: string): number => number(report[name]);
        const rid = text(report['rid']) ?? '';
        return {
          rid, active: active.get(rid) ?? true, codec: codec(report, byId), bitrate: this.#rates(report, value('bytesSent'), now).bitrate,
          width: value('frameWidth'), height: value('frameHeight'), framesPerSecond: value('framesPerSecond'),
          packetsSent: value('packetsSent'), retransmittedPackets: value('retransmittedPacketsSent'),
          nackCount: value('nackCount'), pliCount: value('pliCount'), limitedBy: text(report['qualityLimitationReason']) ?? 'none',
        };
      })
      .sort((a, b) => rank(track, a.rid) - rank(track, b.rid));
  }

  #rates(report: Report | undefined, bytes: number, now: Map<string, Counters>): { bitrate: number; lossRate: number } {
    if (report === undefined) return { bitrate: 0, lossRate: 0 };
    const counters = { bytes, received: number(report['packetsReceived']), lost: number(report['packetsLost']), timestamp: report.timestamp };
    now.set(report.id, counters);
    const before = this.#before.get(report.id);
    const ms = counters.timestamp - (before?.timestamp ?? counters.timestamp);
    if (before === undefined || ms <= 0) return { bitrate: 0, lossRate: 0 };
    const lost = Math.max(0, counters.lost - before.lost);
    const expected = counters.received - before.received + lost;
    return {
      bitrate: Math.max(0, ((counters.bytes - before.bytes) * 8000) / ms),
      lossRate: expected > 0 ? lost / expected : 0,
    };
  }
}

function rank(track: LocalTrack, rid: string): number {
  return track.encodings.findIndex((encoding) => (encoding.rid ?? '') === rid);
}

/** The pair in use: named by the transport in Chromium, `selected` in Firefox. */
function transport(
  reports: readonly Report[],
  byId: ReadonlyMap<string, Report>,
): Pick<RoomStats, 'rttMs' | 'candidateType' | 'protocol' | 'availableOutgoingBitrate'> {
  const selected = reports.find(({ type, selectedCandidatePairId }) => type === 'transport' && text(selectedCandidatePairId) !== null);
  const pair = byId.get(text(selected?.['selectedCandidatePairId']) ?? '')
    ?? reports.find((report) => report.type === 'candidate-pair' && report['state'] === 'succeeded' && (report['selected'] ?? report['nominated']) === true);
  const local = byId.get(text(pair?.['localCandidateId']) ?? '');
  const rtt = pair?.['currentRoundTripTime'];
  const available = pair?.['availableOutgoingBitrate'];
  return {
    rttMs: typeof rtt === 'number' ? rtt * 1000 : null,
    candidateType: text(local?.['candidateType']),
    protocol: text(local?.['protocol']),
    availableOutgoingBitrate: typeof available === 'number' ? available : null,
  };
}

function codec(report: Report | undefined, byId: ReadonlyMap<string, Report>): string | null {
  return text(byId.get(text(report?.['codecId']) ?? '')?.['mimeType'])?.split('/')[1] ?? null;
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
