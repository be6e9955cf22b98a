import { describe, expect, it } from 'vitest';
import { withAudioNack } from './audioNack';

const session = 'v=0\r\ns=-\r\n';
const audio = 'm=audio 9 UDP/TLS/RTP/SAVPF 111 0\r\na=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\na=rtpmap:0 PCMU/8000\r\n';
const video = 'm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\n';

describe('withAudioNack', () => {
  it('adds it to Opus alone, in every audio section', () => {
    const changed = audio.replace('opus/48000/2\r\n', 'opus/48000/2\r\na=rtcp-fb:111 nack\r\n');
    expect(withAudioNack(session + audio + video + audio)).toBe(session + changed + video + changed);
  });

  it('leaves alone what has it, and what has no Opus', () => {
    const once = withAudioNack(session + audio);
    expect(withAudioNack(once)).toBe(once);
    expect(withAudioNack(session + video)).toBe(session + video);
  });
});
