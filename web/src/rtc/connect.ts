import { MediaConnection, type OpenHub, type TokenProvider } from '../signaling';
import { type RtcEnvironment } from './environment';
import type { PublishOptions } from './localTrack';
import { Room } from './room';
import type { SlotCounts } from './slotTable';

export interface ConnectOptions {
  /** The server's base address, for example "https://calls.example.org". */
  url: string;
  /** A room token, or a way to get one: a provider is asked again when a token has run out before a reconnect. */
  token?: string;
  tokenProvider?: TokenProvider;
  /** Receive slots of the first offer. Default: 4 of each kind, none for a screen. */
  slots?: SlotCounts;
  /** Published with the first offer, which saves a round trip. */
  tracks?: readonly ({ track: MediaStreamTrack } & PublishOptions)[];
  /**
   * For `iceServers` (TURN), for example; bundle and mux policy are fixed. A function is asked for each PeerConnection, so that
   * credentials which end are fresh when a call is built up anew.
   */
  rtcConfig?: RTCConfiguration | (() => RTCConfiguration);
  /** For the first connection. Default 10 s. */
  connectTimeoutMs?: number;
  /** How long a lost connection is tried again. Default 5 minutes. */
  reconnectForMs?: number;
  /** @internal */
  openHub?: OpenHub;
  /** @internal */
  environment?: RtcEnvironment;
}

const defaultSlots: SlotCounts = { audio: 4, video: 4 };

/**
 * Joins a room. Resolves when the server has answered the first offer; `connectionState` tells when media flows.
 * Rejects with a {@link VidrnError}.
 */
export async function connect(options: ConnectOptions): Promise<Room> {
  const { url, token, tokenProvider, connectTimeoutMs, reconnectForMs, openHub } = options;
  const hub = new MediaConnection({ url, token, tokenProvider, connectTimeoutMs, reconnectForMs, openHub });
  const { rtcConfig = {} } = options;
  const room = new Room(hub, typeof rtcConfig === 'function' ? rtcConfig : (): RTCConfiguration => rtcConfig, options.environment);
  const tracks = (options.tracks ?? []).map(({ track, ...publish }) => ({ track, options: publish }));
  try {
    await room.start(options.slots ?? defaultSlots, tracks);
  } catch (error) {
    await room.leave();
    throw error;
  }
  return room;
}
