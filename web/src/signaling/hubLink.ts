import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { VidrnError } from './vidrnError';

/** One WebSocket to the media hub. It never reconnects by itself: {@link MediaConnection} does. */
export interface HubLink {
  invoke(method: string, argument?: object): Promise<unknown>;
  stop(): Promise<void>;
}

export interface HubHandlers {
  onEvent(raw: unknown): void;
  /** Once, when the socket is gone, unless {@link HubLink.stop} was called. */
  onClose(): void;
}

export type OpenHub = (url: string, token: string, handlers: HubHandlers) => Promise<HubLink>;

/** How often this side pings, so that the server notices our loss. */
const keepAliveIntervalMs = 3_000;
/** Silence after which the socket counts as dead. The server must ping at least twice as often. */
const serverTimeoutMs = 10_000;

/** Opens the hub with SignalR; WebSockets only, so no negotiation request comes before. */
export const openHub: OpenHub = async (url, token, handlers) => {
  const connection = new HubConnectionBuilder()
    .withUrl(url, { transport: HttpTransportType.WebSockets, skipNegotiation: true, accessTokenFactory: () => token })
    .withKeepAliveInterval(keepAliveIntervalMs)
    .withServerTimeout(serverTimeoutMs)
    .configureLogging(LogLevel.None)
    .build();
  let stopped = false;
  connection.on('Event', (raw: unknown) => {
    if (!stopped) handlers.onEvent(raw);
  });
  connection.onclose(() => {
    if (!stopped) handlers.onClose();
  });
  try {
    await connection.start();
  } catch (error) {
    throw (await refusal(url, token)) ?? new VidrnError('connect-failed', error instanceof Error ? error.message : String(error));
  }
  return {
    invoke: (method, argument) => (argument === undefined ? connection.invoke(method) : connection.invoke(method, argument)),
    stop: () => {
      stopped = true;
      return connection.stop();
    },
  };
};

/**
 * A browser does not tell why a WebSocket was refused; a plain request to the same address does. Null when that
 * request gives no reason either (the server is away, or the page may not read the answer).
 */
async function refusal(url: string, token: string): Promise<VidrnError | null> {
  try {
    const address = `${url}?access_token=${encodeURIComponent(token)}`;
    const response = await fetch(address, { credentials: 'omit', signal: AbortSignal.timeout(3_000) });
    if (response.status === 403) return new VidrnError('origin-refused', 'The server refuses connections from this page.');
    if (response.status === 429) return new VidrnError('rate-limited', 'Too many joins from this address.');
    if (response.status !== 401) return null;
    const problem = (await response.json()) as { code?: unknown; title?: unknown };
    const code = typeof problem.code === 'string' ? problem.code : 'token-invalid';
    return new VidrnError(code, typeof problem.title === 'string' ? problem.title : 'The token was refused.');
  } catch {
    return null;
  }
}

/** The hub's address below a server's base address. `ws:` and `wss:` are taken as well. */
export function hubUrl(base: string): string {
  const url = new URL(base, globalThis.location?.href);
  url.protocol = url.protocol.replace('ws', 'http');
  url.search = '';
  url.hash = '';
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/hubs/media`;
  return url.href;
}
