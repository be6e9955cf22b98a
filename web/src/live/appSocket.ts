import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';

/** One WebSocket to the AppHub. It does not reconnect by itself: AppLink does. */
export interface AppSocket {
  invoke(method: string, argument?: object): Promise<unknown>;
  stop(): Promise<void>;
}

export interface AppSocketHandlers {
  onEvent(type: string, data: unknown): void;
  /** Once, unless {@link AppSocket.stop} was called. */
  onClose(): void;
}

export type OpenAppSocket = (handlers: AppSocketHandlers) => Promise<AppSocket>;

const keepAliveMs = 3_000;
const serverTimeoutMs = 10_000;

export const openAppSocket: OpenAppSocket = async (handlers) => {
  const connection = new HubConnectionBuilder()
    .withUrl('/hubs/app', { transport: HttpTransportType.WebSockets, skipNegotiation: true })
    .withKeepAliveInterval(keepAliveMs)
    .withServerTimeout(serverTimeoutMs)
    .configureLogging(LogLevel.None)
    .build();
  let stopped = false;
  connection.on('Event', (raw: { type?: unknown; data?: unknown } | null) => {
    if (!stopped && typeof raw?.type === 'string') handlers.onEvent(raw.type, raw.data);
  });
  connection.onclose(() => {
    if (!stopped) handlers.onClose();
  });
  await connection.start();
  return {
    invoke: (method, argument) => (argument === undefined ? connection.invoke(method) : connection.invoke(method, argument)),
    stop: () => {
      stopped = true;
      return connection.stop();
    },
  };
};
