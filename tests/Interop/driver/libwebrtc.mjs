// libwebrtc in node.
import wrtc from '@roamhq/wrtc';
import { completeOffer, open } from './http.mjs';
import { until } from './wait.mjs';

const { RTCPeerConnection, MediaStream, nonstandard } = wrtc;
const { RTCVideoSource, RTCAudioSource, RTCVideoSink, RTCAudioSink } = nonstandard;

/** Publishes one colour and, while `loud`, a tone. */
export async function publish(url, bearer, { luma = 128, width = 320, height = 180 } = {}) {
  const connection = new RTCPeerConnection();
  const stream = new MediaStream();
  const [video, audio] = [new RTCVideoSource(), new RTCAudioSource()];
  connection.addTransceiver(audio.createTrack(), { direction: 'sendonly', streams: [stream] });
  connection.addTransceiver(video.createTrack(), { direction: 'sendonly', streams: [stream] });
  const picture = new Uint8Array((width * height * 3) / 2).fill(128);
  picture.fill(luma, 0, width * height);
  const session = await open(connection, url, bearer, await completeOffer(connection));
  session.loud = false;
  let at = 0;
  const started = Date.now();
  let frames = 0;
  const timer = setInterval(() => {
    // Ten milliseconds a call, as many as are due.
    for (; at < Date.now() - started; at += 10) {
      const samples = new Int16Array(480);
      for (let i = 0; session.loud && i < 480; i++) samples[i] = 12_000 * Math.sin((2 * Math.PI * 440 * (at * 48 + i)) / 48_000);
      audio.onData({ samples, sampleRate: 48_000, bitsPerSample: 16, channelCount: 1, numberOfFrames: 480 });
    }
    if (frames * 40 < at) {
      frames++;
      video.onFrame({ width, height, data: picture });
    }
  }, 10);
  return { ...session, setLoud: (loud) => (session.loud = loud), close: () => (clearInterval(timer), session.close()) };
}

/** Watches; what was decoded is in `video` and `audio`. */
export async function watch(url, bearer) {
  const connection = new RTCPeerConnection();
  const seen = { video: { frames: 0, width: 0, height: 0, luma: 0 }, audio: { samples: 0 } };
  const sinks = [];
  connection.addEventListener('track', ({ track }) => {
    if (track.kind === 'video') {
      const sink = new RTCVideoSink(track);
      sinks.push(sink);
      sink.onframe = ({ frame }) => {
        const { width, height, data } = frame;
        seen.video = { frames: seen.video.frames + 1, width, height, luma: data[(height / 2) * width + width / 2] };
      };
    } else {
      const sink = new RTCAudioSink(track);
      sinks.push(sink);
      sink.ondata = ({ samples }) => {
        seen.audio.samples += samples.length;
      };
    }
  });
  connection.addTransceiver('audio', { direction: 'recvonly' });
  connection.addTransceiver('video', { direction: 'recvonly' });
  const session = await open(connection, url, bearer, await completeOffer(connection));
  return {
    seen,
    ...session,
    shows: (what, wanted, options) => until(what, (saw) => (saw(seen), wanted(seen)), options),
    close: () => (sinks.forEach((sink) => sink.stop()), session.close()),
  };
}
