export * from './messages';
export { Emitter } from './emitter';
export { MediaConnection, type HubState, type JoinKind, type MediaConnectionEvents, type MediaConnectionOptions } from './mediaConnection';
export type { HubHandlers, HubLink, OpenHub } from './hubLink';
export type { TokenProvider } from './tokenSource';
export { errorCode, VidrnError, type ClientErrorCode, type ServerErrorCode } from './vidrnError';
