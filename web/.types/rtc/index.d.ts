export { connect, type ConnectOptions } from './connect';
export { LocalTrack, type PublishOptions } from './localTrack';
export { Room, type CameraOptions, type ScreenOptions } from './room';
export type { ConnectionState, RoomEvents } from './roomEvents';
export { Slot, type SlotPurpose } from './slot';
export type { SlotCounts } from './slotTable';
export type { LayerStats, RoomStats, SlotStats } from './stats';
export type { View, ViewTile } from './viewSync';
export type { VisibleSource } from './visibleSource';
