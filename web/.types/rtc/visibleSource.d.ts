import type { Participant } from '../signaling';
/** What a slot plays at this moment. */
export interface VisibleSource {
    participantId: string;
    csrc: number;
    /** When it was last played, on the clock of `performance.timeOrigin`. */
    timestamp: number;
}
/**
 * Read from the media itself: every packet names its participant as CSRC. Sources of before stay listed for ten
 * seconds, so the newest counts. Ask in `requestVideoFrameCallback`: name and picture then agree within a frame.
 */
export declare function visibleSource(receiver: Pick<RTCRtpReceiver, 'getContributingSources'>, byCsrc: (csrc: number) => Participant | undefined): VisibleSource | null;
