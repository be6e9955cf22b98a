/** Runs in the page before its own scripts: keeps every PeerConnection and reads what is seen and heard. */
export function installProbe() {
  const probe = { connections: [], offers: 0, closed: null, events: {} };
  window.probe = probe;

  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = new Proxy(Native, {
    construct(target, args) {
      const connection = new target(...args);
      probe.connections.push(connection);
      const setLocal = connection.setLocalDescription.bind(connection);
      connection.setLocalDescription = (description) => {
        if (description?.type === 'offer') probe.offers++;
        return setLocal(description);
      };
      return connection;
    },
  });

  probe.slot = (mid) => window.room.slots.find((slot) => slot.mid === mid);
  probe.video = (mid) => document.querySelector(`figure[data-mid="${mid}"] video`);

  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  /** The middle of what is shown: red, green, blue, width, height; null without a picture. */
  probe.pixel = (mid) => {
    const video = probe.video(mid);
    if (!video || video.videoWidth === 0) return null;
    context.drawImage(video, video.videoWidth / 2 - 4, video.videoHeight / 2 - 4, 8, 8, 0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, video.videoWidth, video.videoHeight];
  };

  let sound = null;
  const analysers = new Map();
  /** The strongest frequency in the slot, in hertz; 0 when it is silent. */
  probe.tone = async (mid) => {
    const { stream } = probe.slot(mid);
    sound ??= new AudioContext();
    if (sound.state !== 'running') await sound.resume();
    let entry = analysers.get(mid);
    if (entry?.stream !== stream) {
      const analyser = new AnalyserNode(sound, { fftSize: 4096, smoothingTimeConstant: 0 });
      sound.createMediaStreamSource(stream).connect(analyser);
      entry = { stream, analyser };
      analysers.set(mid, entry);
    }
    const levels = new Float32Array(entry.analyser.frequencyBinCount);
    entry.analyser.getFloatFrequencyData(levels);
    let best = 1;
    for (let bin = 2; bin < levels.length; bin++) if (levels[bin] > levels[best]) best = bin;
    return levels[best] < -70 ? 0 : (best * sound.sampleRate) / entry.analyser.fftSize;
  };

  /** Who is in the slot by the newest CSRC of its packets. */
  probe.csrc = (mid) => window.room.visibleSource(probe.slot(mid))?.participantId ?? null;

  /** getStats of the newest PeerConnection, with what tells streams apart. */
  probe.stats = async () => {
    const connection = probe.connections.at(-1);
    const result = { connections: probe.connections.length, offers: probe.offers, state: connection.connectionState, inbound: [], outbound: [], pair: null, dtls: null };
    const reports = [...(await connection.getStats()).values()];
    const mids = new Map();
    for (const transceiver of connection.getTransceivers()) mids.set(transceiver.receiver.track.id, transceiver.mid);
    for (const report of reports) {
      if (report.type === 'inbound-rtp') result.inbound.push({ ...report, mid: report.mid ?? mids.get(report.trackIdentifier) });
      else if (report.type === 'outbound-rtp') result.outbound.push({ ...report });
      else if (report.type === 'transport') {
        result.dtls = report.dtlsCipher ?? result.dtls;
        result.pairId = report.selectedCandidatePairId ?? result.pairId;
      }
    }
    result.pair = reports.find(({ id }) => id === result.pairId)
      ?? reports.find((report) => report.type === 'candidate-pair' && report.selected === true) ?? null;
    result.fingerprint = /a=ice-ufrag:(\S+)/.exec(connection.remoteDescription?.sdp ?? '')?.[1] ?? null;
    return result;
  };

  probe.ufrag = () => /a=ice-ufrag:(\S+)/.exec(probe.connections.at(-1).localDescription?.sdp ?? '')?.[1] ?? null;

  probe.setView = ({ videos, ...rest }) => window.room.setView({
    ...rest,
    videos: videos.map(({ slot, ...tile }) => (slot === undefined ? tile : { ...tile, slot: probe.slot(slot) })),
  });
}
