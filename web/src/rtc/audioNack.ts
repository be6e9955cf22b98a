/**
 * Offers retransmission of sound, which Chromium can do but does not say: a lost packet then comes again within a round
 * trip, in time for the jitter buffer, instead of being made up. Only the offer that the server reads is changed; the browser
 * learns it from the answer.
 */
export function withAudioNack(sdp: string): string {
  return sdp
    .split(/^(?=m=)/m)
    .map((section) => (section.startsWith('m=audio') ? offerNack(section) : section))
    .join('');
}

function offerNack(section: string): string {
  const opus = /^a=rtpmap:(\d+) opus\/48000\/2\r?\n/im.exec(section);
  if (opus === null) return section;
  const [line, payloadType = ''] = opus;
  const nack = `a=rtcp-fb:${payloadType} nack\r\n`;
  if (section.includes(nack)) return section;
  const after = opus.index + line.length;
  return section.slice(0, after) + nack + section.slice(after);
}
