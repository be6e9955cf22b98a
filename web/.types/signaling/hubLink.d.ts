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
/** Opens the hub with SignalR; WebSockets only, so no negotiation request comes before. */
export declare const openHub: OpenHub;
/** The hub's address below a server's base address. `ws:` and `wss:` are taken as well. */
export declare function hubUrl(base: string): string;
