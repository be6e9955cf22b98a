import type { RtcEnvironment } from '../rtc/environment';

export class FakeTrack extends EventTarget {
  enabled = true;
  contentHint = '';
  readyState: 'live' | 'ended' = 'live';
  readonly kind: string;
  readonly #settings: MediaTrackSettings;

  constructor(kind: string, settings: MediaTrackSettings = {}) {
    super();
    this.kind = kind;
    this.#settings = settings;
  }

  getSettings(): MediaTrackSettings {
    return this.#settings;
  }

  stop(): void {
    this.readyState = 'ended';
  }

  asTrack(): MediaStreamTrack {
    return this as unknown as MediaStreamTrack;
  }
}

export class FakeSender {
  track: FakeTrack | null;
  parameters: RTCRtpSendParameters;
  setParametersCalls = 0;
  /** How many of the next `setParameters` fail, as in Firefox during a negotiation. */
  refusals = 0;

  constructor(track: FakeTrack | null, encodings: RTCRtpEncodingParameters[]) {
    this.track = track;
    this.parameters = { encodings, codecs: [], headerExtensions: [], rtcp: {}, transactionId: '0' };
  }

  getParameters(): RTCRtpSendParameters {
    return structuredClone(this.parameters);
  }

  setParameters(parameters: RTCRtpSendParameters): Promise<void> {
    this.setParametersCalls++;
    if (this.refusals-- > 0) return Promise.reject(new DOMException('negotiating', 'InvalidStateError'));
    this.parameters = parameters;
    return Promise.resolve();
  }

  replaceTrack(track: FakeTrack | null): Promise<void> {
    this.track = track;
    return Promise.resolve();
  }
}

export class FakeTransceiver {
  mid: string | null = null;
  direction: RTCRtpTransceiverDirection;
  stopped = false;
  readonly kind: string;
  readonly sender: FakeSender;
  readonly receiver: { track: FakeTrack; sources: RTCRtpContributingSource[]; getContributingSources(): RTCRtpContributingSource[] };

  constructor(trackOrKind: FakeTrack | string, init: RTCRtpTransceiverInit) {
    const track = typeof trackOrKind === 'string' ? null : trackOrKind;
    this.kind = typeof trackOrKind === 'string' ? trackOrKind : trackOrKind.kind;
    this.direction = init.direction ?? 'sendrecv';
    this.sender = new FakeSender(track, init.sendEncodings ?? []);
    const sources: RTCRtpContributingSource[] = [];
    this.receiver = { track: new FakeTrack(this.kind), sources, getContributingSources: () => sources };
  }

  stop(): void {
    this.stopped = true;
  }
}

/** As much of an RTCPeerConnection as the library uses, with its rules about the signalling state. */
export class FakePeerConnection extends EventTarget {
  readonly transceivers: FakeTransceiver[] = [];
  readonly offers: { iceRestart: boolean }[] = [];
  readonly #minted: FakeTransceiver[] = [];
  connectionState: RTCPeerConnectionState = 'new';
  signalingState: RTCSignalingState = 'stable';
  localDescription: RTCSessionDescriptionInit | null = null;
  closed = false;

  addTransceiver(trackOrKind: FakeTrack | string, init: RTCRtpTransceiverInit): FakeTransceiver {
    const transceiver = new FakeTransceiver(trackOrKind, init);
    this.transceivers.push(transceiver);
    return transceiver;
  }

  createOffer({ iceRestart = false }: RTCOfferOptions = {}): Promise<RTCSessionDescriptionInit> {
    if (this.signalingState !== 'stable') return Promise.reject(new Error(`createOffer in ${this.signalingState}`));
    this.offers.push({ iceRestart });
    return Promise.resolve({ type: 'offer', sdp: `offer ${this.offers.length}` });
  }

  setLocalDescription(description: RTCSessionDescriptionInit): Promise<void> {
    if (description.type === 'rollback') {
      for (const transceiver of this.#minted.splice(0)) transceiver.mid = null;
      this.signalingState = 'stable';
      return Promise.resolve();
    }
    const used = this.transceivers.filter(({ mid }) => mid !== null).length;
    for (const transceiver of this.transceivers.filter(({ mid, stopped }) => mid === null && !stopped)) {
      transceiver.mid = String(used + this.#minted.length);
      this.#minted.push(transceiver);
    }
    this.localDescription = description;
    this.signalingState = 'have-local-offer';
    return Promise.resolve();
  }

  setRemoteDescription(): Promise<void> {
    if (this.signalingState !== 'have-local-offer') return Promise.reject(new Error(`answer in ${this.signalingState}`));
    this.#minted.length = 0;
    this.signalingState = 'stable';
    return Promise.resolve();
  }

  connection(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  close(): void {
    this.closed = true;
  }
}

export class FakeEnvironment implements RtcEnvironment {
  readonly pcs: FakePeerConnection[] = [];
  /** With which each was made. */
  readonly configurations: RTCConfiguration[] = [];

  createPeerConnection(configuration: RTCConfiguration): RTCPeerConnection {
    this.configurations.push(configuration);
    const pc = new FakePeerConnection();
    this.pcs.push(pc);
    return pc as unknown as RTCPeerConnection;
  }

  createStream(track: MediaStreamTrack): MediaStream {
    return { track } as unknown as MediaStream;
  }

  codecs(): RTCRtpCodec[] {
    return [];
  }

  get pc(): FakePeerConnection {
    const pc = this.pcs.at(-1);
    if (pc === undefined) throw new Error('There is no PeerConnection.');
    return pc;
  }
}
