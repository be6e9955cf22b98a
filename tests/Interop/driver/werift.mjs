// werift: ICE, DTLS, SRTP and SDP in TypeScript. It has no codec: what it publishes is what it receives.
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters } from 'werift';
import { completeOffer, open } from './http.mjs';

const create = () => new RTCPeerConnection({
  bundlePolicy: 'max-bundle', iceServers: [],
  codecs: {
    audio: [new RTCRtpCodecParameters({ mimeType: 'audio/opus', clockRate: 48_000, channels: 2 })],
    video: [
      new RTCRtpCodecParameters({
        mimeType: 'video/VP8', clockRate: 90_000,
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'goog-remb' }],
      }),
    ],
  },
});

/** Watches one and publishes what comes as another. */
export async function relay({ from, to }) {
  const incoming = create();
  const counts = { audio: 0, video: 0, keyframesAsked: 0 };
  const tracks = { audio: new MediaStreamTrack({ kind: 'audio' }), video: new MediaStreamTrack({ kind: 'video' }) };
  const watching = {};
  for (const kind of ['audio', 'video']) {
    const transceiver = incoming.addTransceiver(kind, { direction: 'recvonly' });
    transceiver.onTrack.subscribe((track) => {
      watching[kind] = { track, receiver: transceiver.receiver };
      track.onReceiveRtp.subscribe((packet) => {
        counts[kind]++;
        tracks[kind].writeRtp(packet.clone());
      });
    });
  }
  const outgoing = create();
  for (const kind of ['audio', 'video']) {
    const transceiver = outgoing.addTransceiver(tracks[kind], { direction: 'sendonly' });
    if (kind === 'video') {
      transceiver.sender.onPictureLossIndication.subscribe(() => {
        const { track, receiver } = watching.video ?? {};
        if (track?.ssrc === undefined) return;
        counts.keyframesAsked++;
        receiver.sendRtcpPLI(track.ssrc);
      });
    }
  }

  // Both at once: it waits five seconds for its STUN server, which is not there, before an offer is complete.
  const [inbound, outbound] = await Promise.all([[incoming, from], [outgoing, to]].map(async ([connection, { url, bearer }]) =>
    open(connection, url, bearer, await completeOffer(connection))));
  return { counts, close: async () => [await outbound.close(), await inbound.close()] };
}
