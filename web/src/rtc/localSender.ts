import { applyLayers } from './encodings';

const attempts = 3;
const retryMs = 200;

/** One RTCRtpSender with its parameter changes in order, one at a time. */
export class LocalSender {
  readonly transceiver: RTCRtpTransceiver;
  #tail: Promise<void> = Promise.resolve();

  constructor(transceiver: RTCRtpTransceiver) {
    this.transceiver = transceiver;
  }

  replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    return this.transceiver.sender.replaceTrack(track);
  }

  setLayers(layers: readonly { rid: string; active: boolean }[]): Promise<void> {
    return this.#update((parameters) => applyLayers(parameters.encodings, layers));
  }

  setScales(scales: readonly number[]): Promise<void> {
    return this.#update(({ encodings }) => {
      let changed = false;
      for (const [index, encoding] of encodings.entries()) {
        const scale = scales[index] ?? 1;
        if ((encoding.scaleResolutionDownBy ?? 1) === scale) continue;
        encoding.scaleResolutionDownBy = scale;
        changed = true;
      }
      return changed;
    });
  }

  setDegradationPreference(preference: RTCDegradationPreference): Promise<void> {
    return this.#update((parameters) => {
      if (parameters.degradationPreference === preference) return false;
      parameters.degradationPreference = preference;
      return true;
    });
  }

  #update(change: (parameters: RTCRtpSendParameters) => boolean): Promise<void> {
    this.#tail = this.#tail.then(() => this.#set(change));
    return this.#tail;
  }

  /**
   * Parameters are read anew before each attempt: they lapse with every negotiation, and Firefox refuses them while one
   * is under way. A last refusal costs bandwidth or sharpness, not the call, so it is not an error.
   */
  async #set(change: (parameters: RTCRtpSendParameters) => boolean): Promise<void> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      try {
        const parameters = this.transceiver.sender.getParameters();
        if (!parameters.encodings?.length || !change(parameters)) return;
        await this.transceiver.sender.setParameters(parameters);
        return;
      } catch {
        if (attempt < attempts) await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }
}
