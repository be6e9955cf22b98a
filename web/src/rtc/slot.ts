import type { MediaKind, SlotPause, SlotState, Source } from '../signaling';

/** Whether a slot takes part in the call's grid or is kept for a screen share. */
export type SlotPurpose = 'participant' | 'screen';

/** One receive m-line. The server decides, by the view, whom it shows; that costs no negotiation. */
export class Slot {
  readonly kind: MediaKind;
  readonly purpose: SlotPurpose;
  /** Audio and video slots of one pair are filled from one participant whenever that is possible. */
  readonly pair: number;
  #transceiver: RTCRtpTransceiver | null = null;
  #stream: MediaStream | null = null;
  #state: SlotState | null = null;

  constructor(kind: MediaKind, purpose: SlotPurpose, pair: number) {
    this.kind = kind;
    this.purpose = purpose;
    this.pair = pair;
  }

  /** Name of the m-line; another one after `slotsReplaced`. */
  get mid(): string {
    return this.#transceiver?.mid ?? '';
  }

  get track(): MediaStreamTrack {
    return this.#bound.receiver.track;
  }

  /** A stream of this track alone, ready for `srcObject`. */
  get stream(): MediaStream {
    if (this.#stream === null) throw new Error('The slot is not bound.');
    return this.#stream;
  }

  /** Who fills the slot as the server says; {@link Room.visibleSource} tells what has arrived. */
  get participantId(): string | null {
    return this.#state?.participantId ?? null;
  }

  get source(): Source | null {
    return this.#state?.source ?? null;
  }

  get trackId(): string | null {
    return this.#state?.trackId ?? null;
  }

  get csrc(): number {
    return this.#state?.csrc ?? 0;
  }

  /** Why nothing comes although the slot is filled; null while media flows. */
  get paused(): SlotPause | null {
    return this.#state?.paused ?? null;
  }

  /** @internal */
  get receiver(): RTCRtpReceiver {
    return this.#bound.receiver;
  }

  /** @internal */
  bind(transceiver: RTCRtpTransceiver, stream: MediaStream): void {
    this.#transceiver = transceiver;
    this.#stream = stream;
    this.#state = null;
  }

  /** @internal */
  update(state: SlotState | null): void {
    this.#state = state;
  }

  get #bound(): RTCRtpTransceiver {
    if (this.#transceiver === null) throw new Error('The slot is not bound.');
    return this.#transceiver;
  }
}
