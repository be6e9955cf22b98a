/**
 * Offers retransmission of sound, which Chromium can do but does not say: a lost packet then comes again within a round
 * trip, in time for the jitter buffer, instead of being made up. Only the offer that the server reads is changed; the browser
 * learns it from the answer.
 */
export declare function withAudioNack(sdp: string): string;
